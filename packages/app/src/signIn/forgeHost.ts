import type { ConfigApi } from '@backstage/core-plugin-api';

/** The host of the first GitHub integration, which is also the one people sign in with. */
export function forgeHost(config: ConfigApi): string {
  const [integration] =
    config.getOptionalConfigArray('integrations.github') ?? [];
  return integration?.getOptionalString('host') ?? 'GitHub';
}
