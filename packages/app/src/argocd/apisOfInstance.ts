import type { ApiHolder, ApiRef } from '@backstage/core-plugin-api';
import {
  argoCDApiRef,
  type ArgoCDApi,
} from '@roadiehq/backstage-plugin-argo-cd';

/** One Argo CD that has Applications of a component. */
export interface LocatedInstance {
  name: string;
  url: string;
  /** Empty if it is known to have none. */
  appName: string[] | undefined;
  /** Why nothing is known of it. */
  problem?: string;
}

/**
 * Upstream's card asks every Argo CD and shows one table. Below these APIs it sees only one of
 * them, so that each has a card of its own.
 */
export function apisOfInstance(
  api: ArgoCDApi,
  { name, url, appName }: LocatedInstance,
): ApiHolder {
  const scoped: ArgoCDApi = {
    listApps: options => api.listApps(options),
    getRevisionDetails: options => api.getRevisionDetails(options),
    getAppDetails: options => api.getAppDetails(options),
    getAppListDetails: options => api.getAppListDetails(options),
    serviceLocatorUrl: async () => [{ name, url, appName }],
  };
  return {
    get: <T>(ref: ApiRef<T>) =>
      ref.id === argoCDApiRef.id ? (scoped as T) : undefined,
  };
}
