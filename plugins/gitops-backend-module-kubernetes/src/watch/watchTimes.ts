/** Times of the watch of one cluster, in milliseconds. */
export interface WatchTimes {
  /** A page of a list is given up after this. */
  listMs: number;
  /** The API is asked to end a connection after this, so that what died unnoticed is not trusted for long. */
  connectionMs: number;
  /** Silence beyond that, after which it is given up. */
  graceMs: number;
  /** Silence after which the API is asked whether it is there. */
  probeAfterMs: number;
  /** It has to answer that within this. */
  probeMs: number;
  /** The first wait after a failure; each one after it is twice as long, up to {@link WatchTimes.longestMs}. */
  retryMs: number;
  longestMs: number;
  /** Wait after what is too large to be followed. */
  tooMuchMs: number;
  /** A connection that lasted so long was a good one. */
  goodMs: number;
  /** Nobody has looked for so long: it stops. */
  idleMs: number;
}

/** Notices within seven seconds that an API hangs, and costs nothing while nobody looks. */
export const WATCH_TIMES: WatchTimes = {
  listMs: 10_000,
  connectionMs: 2 * 60_000,
  graceMs: 10_000,
  probeAfterMs: 5_000,
  probeMs: 2_000,
  retryMs: 1_000,
  longestMs: 60_000,
  tooMuchMs: 10 * 60_000,
  goodMs: 10_000,
  idleMs: 10 * 60_000,
};
