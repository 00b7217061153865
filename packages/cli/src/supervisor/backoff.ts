const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** How long a part has to run before an end of it counts as the first again. */
export const STABLE_AFTER_MS = 60_000;

/** The pause before the next start: none after a first end, then doubling up to ten seconds. */
export function backoff(endsInARow: number): number {
  if (endsInARow <= 1) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (endsInARow - 2));
}
