import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** The Argo CDs that upstream's plugin is configured with. */
export function configuredInstances(
  config: ConfigApi,
): { name: string; url: string }[] {
  return (config.getOptionalConfigArray('argocd.appLocatorMethods') ?? [])
    .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
    .map(instance => ({
      name: instance.getString('name'),
      url: instance.getString('url'),
    }));
}
