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

/** What the place of a board decides, such as the page of a system. */
export type FixedFilters = Partial<Pick<BoardFilters, 'owner' | 'system'>>;

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
export function useBoardFilters(fixed: FixedFilters = {}) {
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
    ...fixed,
  };
  const setFilters = ({ states, ...changes }: Partial<BoardFilters>) =>
    setAddress({ ...changes, ...(states && { state: states.join(',') }) });
  return { filters, setFilters };
}

/** Whether anything is chosen but whose components, and in which order. */
export function isNarrowed({
  system,
  environment,
  cluster,
  states,
  text,
}: Partial<BoardFilters>): boolean {
  return Boolean(system || environment || cluster || text || states?.length);
}

function statesOf(text: string): CellState[] {
  return text.split(',').flatMap(word => {
    const state = cellStateSchema.safeParse(word);
    return state.success ? [state.data] : [];
  });
}
