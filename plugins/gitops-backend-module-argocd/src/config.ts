import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How to reach the Argo CD of a cluster. */
export interface ArgoCdInstance {
  cluster: string;
  /** Base address of the API, without a trailing slash. */
  url: string;
  /** Base address of the pages, if people can open them. */
  webUrl?: string;
  token: string;
}

/**
 * Reads the Argo CDs of `gitops.clusters`; clusters without one are left out.
 *
 * @throws `InputError` if an address is none
 */
export function readArgoCdInstances(config: Config): ArgoCdInstance[] {
  const clusters = config.getOptionalConfigArray('gitops.clusters') ?? [];
  return clusters.flatMap(entry => {
    const cluster = entry.getString('name');
    const argocd = entry.getOptionalConfig('argocd');
    if (!argocd) {
      return [];
    }
    const webUrl = argocd.getOptionalString('webUrl');
    return [
      {
        cluster,
        url: baseUrl(cluster, argocd.getString('url')),
        webUrl: webUrl && baseUrl(cluster, webUrl),
        token: argocd.getString('token'),
      },
    ];
  });
}

function baseUrl(cluster: string, text: string): string {
  const { protocol, origin, pathname } = URL.canParse(text)
    ? new URL(text)
    : { protocol: '', origin: '', pathname: '' };
  if (!['http:', 'https:'].includes(protocol)) {
    throw new InputError(
      `The Argo CD of ${cluster} needs an http or https address in gitops.clusters[].argocd`,
    );
  }
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
