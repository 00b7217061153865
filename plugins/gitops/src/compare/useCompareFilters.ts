import { useAddressState } from '../components/address';

/** Which environments are compared, and whose components. */
export interface CompareFilters {
  source: string;
  target: string;
  /** `mine`, a reference of the catalog, or empty for any. */
  owner: string;
}

const DEFAULTS: Record<keyof CompareFilters, string> = {
  source: '',
  target: '',
  owner: '',
};

/**
 * What is compared, which the address holds: by default the last two environments in order of
 * promotion, because what is ready for the last one is what people come to see.
 */
export function useCompareFilters(environments: readonly { name: string }[]) {
  const [address, setFilters] = useAddressState(DEFAULTS);
  const filters: CompareFilters = {
    ...address,
    source: address.source || (environments.at(-2)?.name ?? ''),
    target: address.target || (environments.at(-1)?.name ?? ''),
  };
  return { filters, setFilters };
}
