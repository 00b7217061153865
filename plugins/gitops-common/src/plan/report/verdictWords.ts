import type { VerdictLevel } from '../plan';

/** The verdict in words, as a person is told it. */
export const VERDICT_WORDS: Readonly<Record<VerdictLevel, string>> = {
  safe: 'Safe',
  attention: 'Needs attention',
  refused: 'Refused',
};
