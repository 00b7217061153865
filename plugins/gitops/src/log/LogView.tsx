import { Flex } from '@backstage/ui';
import { FilteredLog } from './FilteredLog';
import { LogToolbar } from './LogToolbar';
import { EVERYTHING, useLogFilters } from './useLogFilters';

/** Props of {@link LogView}. */
export interface LogViewProps {
  /** Shows nothing but the changes of this one. */
  component?: string;
}

/** The version-change log with DORA's four figures of what it is of. */
export const LogView = ({ component }: LogViewProps) => {
  const { filters: chosen, setFilters } = useLogFilters();
  const filters = component ? { ...chosen, component } : chosen;
  const ofOneComponent = component !== undefined;
  return (
    <Flex direction="column" gap="4">
      <LogToolbar
        filters={filters}
        onChange={setFilters}
        ofOneComponent={ofOneComponent}
      />
      <FilteredLog
        filters={filters}
        ofOneComponent={ofOneComponent}
        onClear={() => setFilters(EVERYTHING)}
      />
    </Flex>
  );
};
