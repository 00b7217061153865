import { WATCH_TIMES, type WatchTimes } from '../watch/watchTimes';

/**
 * The tab asks every ten seconds while it is open. Whoever opens it waits no longer than this for a list, and sees soon
 * that a cluster is back.
 */
export const TAB_TIMES: WatchTimes = {
  ...WATCH_TIMES,
  listMs: 4_000,
  longestMs: 15_000,
  idleMs: 60_000,
};
