const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/**
 * How long to wait after failures in a row, in milliseconds: twice as long after each, to ten minutes.
 *
 * @param failures - at least one
 */
export function retryDelay(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
