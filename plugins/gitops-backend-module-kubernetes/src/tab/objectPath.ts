import type { ObjectToFetch } from '@backstage/plugin-kubernetes-node';

/** Where the API lists objects of a kind, of one namespace or of all. */
export function objectPath(
  { group, apiVersion, plural }: ObjectToFetch,
  namespace?: string,
): string {
  const root = group ? ['apis', group, apiVersion] : ['api', apiVersion];
  const within = namespace ? ['namespaces', namespace] : [];
  return `/${[...root, ...within, plural].map(encodeURIComponent).join('/')}`;
}
