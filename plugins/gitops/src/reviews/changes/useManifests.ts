import { useApi } from '@backstage/frontend-plugin-api';
import type { ObjectManifests } from '@slipway/plugin-gitops-common';
import { useQueries } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';
import type { LoadedManifests } from './rows';

/** Manifests of overlays, read once somebody opens an object of theirs. A plan never changes, nor do they. */
export function useManifests(
  plan: string,
  overlays: readonly string[],
): (overlay: string) => LoadedManifests | undefined {
  const api = useApi(gitopsApiRef);
  const results = useQueries({
    queries: overlays.map(overlay => ({
      queryKey: ['manifests', plan, overlay],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getManifests(plan, overlay, { signal }),
      select: byId,
      staleTime: Infinity,
    })),
  });
  return overlay => {
    const result = results[overlays.indexOf(overlay)];
    return (
      result && {
        manifests: result.data,
        error: result.error ?? undefined,
        retry: result.refetch,
      }
    );
  };
}

function byId(
  manifests: ObjectManifests[],
): ReadonlyMap<string, ObjectManifests> {
  return new Map(manifests.map(one => [one.id, one]));
}
