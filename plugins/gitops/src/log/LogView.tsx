import { Flex } from '@backstage/ui';
import { Figures } from '../figures/Figures';
import { Log } from './Log';
import { LogToolbar } from './LogToolbar';
import { useEnvironments } from '../components/Environments';
import {
  ANY_TIME,
  changesFilter,
  LONGEST_WINDOW,
  sinceDays,
  useLogFilters,
} from './useLogFilters';

const EVERYTHING = {
  component: '',
  environment: '',
  cluster: '',
  owner: '',
  kind: '',
  days: ANY_TIME,
};

/** Props of {@link LogView}. */
export interface LogViewProps {
  /** Shows nothing but the changes of this one. */
  component?: string;
}

/** The version-change log with DORA's four figures of what it is of. */
export const LogView = ({ component }: LogViewProps) => {
  const { filters: chosen, setFilters } = useLogFilters();
  const filters = component ? { ...chosen, component } : chosen;
  const known = useEnvironments();
  // DORA speaks of production: what is last in the order of promotion, unless another is chosen.
  const environment =
    filters.environment || known.data?.environments.at(-1)?.name;
  const filter = changesFilter(filters);
  const narrowed =
    filters.days !== ANY_TIME ||
    Object.entries(filter).some(
      ([name, value]) =>
        value !== undefined && (name !== 'component' || !component),
    );
  const days = filters.days === ANY_TIME ? LONGEST_WINDOW : filters.days;
  return (
    <Flex direction="column" gap="4">
      <LogToolbar
        filters={filters}
        onChange={setFilters}
        ofOneComponent={component !== undefined}
      />
      {!known.isPending && (
        <Figures
          filter={{
            ...filter,
            environment,
            kind: undefined,
            from: sinceDays(days),
          }}
          scope={`${environment ? `in ${environment}, ` : ''}last ${days} days`}
        />
      )}
      <Log
        filter={filter}
        narrowed={narrowed}
        onClear={() => setFilters(EVERYTHING)}
        ofOneComponent={component !== undefined}
      />
    </Flex>
  );
};
