import { OwnerChoice, useComponentChoices } from '../components/Owners';
import { Choice, Toolbar } from '../components/Toolbar';
import { KINDS } from './kinds';
import { useEnvironments } from '../components/Environments';
import { DaysPicker } from './DaysPicker';
import {
  ANY_TIME,
  CHOSEN_DAYS,
  timeChosen,
  WINDOWS,
  type LogFilters,
} from './useLogFilters';

/** Props of {@link LogToolbar}. */
export interface LogToolbarProps {
  filters: LogFilters;
  onChange: (changes: Partial<Record<keyof LogFilters, string>>) => void;
  /** Leaves out whose changes they are, where that is clear. */
  ofOneComponent?: boolean;
}

const TIMES = [
  ...[...WINDOWS]
    .sort((one, other) => Number(one) - Number(other))
    .map(id => ({ id, label: `Last ${id} days` })),
  { id: ANY_TIME, label: 'Any time' },
  { id: CHOSEN_DAYS, label: 'From … to …' },
];

const Whose = ({ filters, onChange }: LogToolbarProps) => (
  <>
    <Choice
      label="Component"
      any="Any component"
      value={filters.component}
      options={useComponentChoices().data ?? []}
      onChange={component => onChange({ component })}
    />
    <OwnerChoice
      value={filters.owner}
      onChange={owner => onChange({ owner })}
    />
  </>
);

/** Which changes are shown. */
export const LogToolbar = (props: LogToolbarProps) => {
  const { filters, onChange, ofOneComponent } = props;
  const { environments = [], clusters = [] } = useEnvironments().data ?? {};
  return (
    <Toolbar label="Which changes">
      <Choice
        label="Time"
        value={filters.days}
        options={TIMES}
        onChange={days => onChange(timeChosen(days))}
      />
      {filters.days === CHOSEN_DAYS && (
        <DaysPicker days={filters} onChange={onChange} />
      )}
      {!ofOneComponent && <Whose {...props} />}
      <Choice
        label="Environment"
        any="Any environment"
        value={filters.environment}
        options={environments.map(({ name }) => ({ id: name, label: name }))}
        onChange={environment => onChange({ environment })}
      />
      <Choice
        label="Cluster"
        any="Any cluster"
        value={filters.cluster}
        options={clusters.map(({ name }) => ({ id: name, label: name }))}
        onChange={cluster => onChange({ cluster })}
      />
      <Choice
        label="Kind"
        any="Any kind"
        value={filters.kind}
        options={Object.entries(KINDS).map(([id, { word }]) => ({
          id,
          label: word,
        }))}
        onChange={kind => onChange({ kind })}
      />
    </Toolbar>
  );
};
