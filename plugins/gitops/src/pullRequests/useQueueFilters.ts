import { useAddressState } from '../components/address';
import type { QueueFilters } from './queue';

const DEFAULTS: Record<keyof QueueFilters, string> = {
  view: 'mine',
  component: '',
  environment: '',
  risk: '',
  text: '',
  sort: 'risk',
};

/** The filters of the queue, which the address holds. */
export function useQueueFilters(): {
  filters: QueueFilters;
  setFilters: (changes: Partial<QueueFilters>) => void;
} {
  const [state, setFilters] = useAddressState(DEFAULTS);
  const view = state.view === 'all' ? 'all' : 'mine';
  const sort = state.sort === 'age' ? 'age' : 'risk';
  return { filters: { ...state, view, sort }, setFilters };
}
