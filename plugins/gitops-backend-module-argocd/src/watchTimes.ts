import type { FailingPodsTimes } from './FailingPodsReader';

/** Times of the watch of one Argo CD, in milliseconds. */
export interface WatchTimes extends FailingPodsTimes {
  /** A list is given up after this. */
  listMs: number;
  /** Between two lists, about: what a stream may have missed is missed no longer. */
  relistMs: number;
  /** Silence after which Argo CD is asked whether it is there. */
  probeAfterMs: number;
  /** It has to answer that within this. */
  probeMs: number;
  /** Silence of the stream after which it is given up; Argo CD gives a sign of life every 15 s. */
  deafMs: number;
}

/** Notices within five seconds that an Argo CD hangs. */
export const WATCH_TIMES: WatchTimes = {
  listMs: 10_000,
  relistMs: 5 * 60_000,
  probeAfterMs: 3_000,
  probeMs: 2_000,
  deafMs: 20_000,
  pauseMs: 500,
  againMs: 10_000,
  roundMs: 3_000,
};
