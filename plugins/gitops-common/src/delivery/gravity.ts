import type { CellState } from './delivery';

/** All states of cells, the one to look at first before the others: bad, not known, on its way, good. */
const GRAVEST_FIRST: readonly CellState[] = [
  'degraded',
  'drifted',
  'unreachable',
  'forbidden',
  'stale',
  'unknown',
  'progressing',
  'not-deployed',
  'synced',
];

/** Rank of a state; the gravest has 0. */
export function cellStateRank(state: CellState): number {
  return GRAVEST_FIRST.indexOf(state);
}

/** The gravest of some states; `not-deployed` if there is none. */
export function gravestState(states: Iterable<CellState>): CellState {
  const all = new Set(states);
  return GRAVEST_FIRST.find(state => all.has(state)) ?? 'not-deployed';
}
