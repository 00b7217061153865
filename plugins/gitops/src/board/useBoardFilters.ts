import { cellStateSchema, type CellState } from '@slipway/plugin-gitops-common';
import { useAddressState } from '../components/address';

const SORTS = ['problems', 'name', 'changed'] as const;

/** What the board shows, and in which order. Empty is any. */
export interface BoardFilters {
  /** `mine`, `all`, or a reference of the catalog. */
  owner: string;
  system: string;
  environment: string;
  cluster: string;
  states: readonly CellState[];
  text: string;
  sort: (typeof SORTS)[number];
}

const DEFAULTS: Record<string, string> = {
  owner: 'mine',
  system: '',
  environment: '',
  cluster: '',
  state: '',
  text: '',
  sort: 'problems',
};

/** The filters of the board, which the address holds. */
export function useBoardFilters() {
  const [address, setAddress] = useAddressState(DEFAULTS);
  const { owner, system, environment, cluster, text } = address;
  const filters: BoardFilters = {
    owner,
    system,
    environment,
    cluster,
    text,
    states: statesOf(address.state),
    sort: SORTS.find(sort => sort === address.sort) ?? 'problems',
  };
  const setFilters = ({ states, ...changes }: Partial<BoardFilters>) =>
    setAddress({ ...changes, ...(states && { state: states.join(',') }) });
  return { filters, setFilters };
}

/** Whether anything is chosen but whose components, and in which order. */
export function isNarrowed({ owner, sort, states, ...rest }: BoardFilters) {
  return states.length > 0 || Object.values(rest).some(Boolean);
}

function statesOf(text: string): CellState[] {
  return text.split(',').flatMap(word => {
    const state = cellStateSchema.safeParse(word);
    return state.success ? [state.data] : [];
  });
}
