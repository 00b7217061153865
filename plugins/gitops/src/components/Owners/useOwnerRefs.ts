import { useMine } from './useOwners';

/** The choice of what the person's own teams own. */
export const MINE = 'mine';

/** What the backend is asked for by a choice of owner: {@link MINE}, a reference of the catalog, or empty for any. */
export function useOwnerRefs(choice: string) {
  const mine = useMine();
  const { data, error, isSuccess, refetch } = mine;
  return choice === MINE
    ? { owner: data?.join(','), isReady: isSuccess, error, refetch }
    : { owner: choice || undefined, isReady: true, error: null, refetch };
}
