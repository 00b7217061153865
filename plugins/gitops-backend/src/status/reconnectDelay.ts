/** A connection that lasted so long was a good one. Milliseconds. */
const GOOD_MS = 10_000;
const LONGEST_MS = 15_000;

/** How a connection went. */
export interface Connection {
  /** It told what there is. */
  answered: boolean;
  lastedMs: number;
  /** How many before it, one after the other, did not answer. */
  failures: number;
}

/**
 * How long to wait until the next try, in milliseconds. What is down is asked less and less, and never by all at the
 * same moment.
 *
 * @param random - from 0 to 1
 */
export function reconnectDelay(
  { answered, lastedMs, failures }: Connection,
  random: number,
): number {
  if (answered) {
    return (lastedMs < GOOD_MS ? 2_000 : 250) * random;
  }
  return Math.min(500 * 2 ** failures, LONGEST_MS) * (0.5 + random / 2);
}
