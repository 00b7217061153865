import { useBoard } from '../board/useBoard';
import type { BoardFilters } from '../board/useBoardFilters';

/** More than what the teams of one person own. */
const LIMIT = 1_000;

const MINE: BoardFilters = {
  owner: 'mine',
  system: '',
  environment: '',
  cluster: '',
  states: [],
  text: '',
  sort: 'problems',
};

/** The board of what my teams own. Cards that show it share one answer. */
export function useMyBoard() {
  return useBoard(MINE, LIMIT);
}
