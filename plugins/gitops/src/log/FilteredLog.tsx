import { useEnvironments } from '../components/Environments';
import { Failure } from '../components/Failure';
import { useOwnerRefs } from '../components/Owners';
import { Figures } from '../figures/Figures';
import { daysWords, readDays } from './days';
import { Log } from './Log';
import { LogSkeleton } from './LogSkeleton';
import {
  ANY_TIME,
  changesFilter,
  CHOSEN_DAYS,
  LONGEST_WINDOW,
  sinceDays,
  type LogFilters,
} from './useLogFilters';

/** Props of {@link FilteredLog}. */
export interface FilteredLogProps {
  filters: LogFilters;
  ofOneComponent: boolean;
  onClear: () => void;
}

/** Changes by the filters, and the figures of what they are of. */
export const FilteredLog = ({
  filters,
  ofOneComponent,
  onClear,
}: FilteredLogProps) => {
  const known = useEnvironments();
  const owners = useOwnerRefs(filters.owner);
  const chosen = changesFilter(filters);
  if (owners.error) {
    return (
      <Failure
        error={owners.error}
        thing="your teams"
        onRetry={owners.refetch}
      />
    );
  }
  if (!chosen) {
    // The filters say what is wrong with them.
    return null;
  }
  if (!owners.isReady) {
    return <LogSkeleton />;
  }
  const filter = { ...chosen, owner: owners.owner };
  // DORA speaks of production: what is last in the order of promotion, unless another is chosen.
  const environment =
    filters.environment || known.data?.environments.at(-1)?.name;
  const where = environment ? `in ${environment}, ` : '';
  return (
    <>
      {!known.isPending && (
        <Figures
          filter={{
            ...filter,
            environment,
            kind: undefined,
            from: filter.from ?? sinceDays(LONGEST_WINDOW),
          }}
          scope={`${where}${timeWords(filters)}`}
        />
      )}
      <Log
        filter={filter}
        narrowed={narrowedBy(filters, ofOneComponent)}
        onClear={onClear}
        ofOneComponent={ofOneComponent}
      />
    </>
  );
};

function timeWords(filters: LogFilters): string {
  const read = readDays(filters);
  if (filters.days === CHOSEN_DAYS && !('problem' in read)) {
    return daysWords(read, filters.zone);
  }
  const days = filters.days === ANY_TIME ? LONGEST_WINDOW : filters.days;
  return `last ${days} days`;
}

function narrowedBy(
  filters: LogFilters,
  ofOneComponent: boolean,
): 'time' | 'more' | undefined {
  const { component, environment, cluster, owner, kind, days } = filters;
  if (
    [environment, cluster, owner, kind].some(Boolean) ||
    (component && !ofOneComponent)
  ) {
    return 'more';
  }
  return days === ANY_TIME ? undefined : 'time';
}
