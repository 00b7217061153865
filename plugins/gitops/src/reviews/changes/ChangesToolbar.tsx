import type { Plan } from '@slipway/plugin-gitops-common';
import { Button, SearchField, Select, Switch } from '@backstage/ui';
import { KeyHint } from '../../components/Shortcuts';
import styles from './Changes.module.css';
import type { ChangeFilters } from './filterObjects';
import { CHANGES } from './words';

const ANY = 'any';

/** Props of {@link ChangesToolbar}. */
export interface ChangesToolbarProps {
  plan: Plan;
  filters: ChangeFilters;
  onChange: (changes: Partial<ChangeFilters>) => void;
  /** Whether any diff is shown. */
  anyOpen: boolean;
  onOpenAll: () => void;
  onCloseAll: () => void;
}

/** Which objects are shown, and whether with their diffs. */
export const ChangesToolbar = ({
  plan,
  filters,
  onChange,
  anyOpen,
  onOpenAll,
  onCloseAll,
}: ChangesToolbarProps) => {
  const kinds = plan.overlays.flatMap(({ objects }) =>
    objects.map(({ kind }) => kind),
  );
  return (
    <div className={styles.toolbar}>
      <SearchField
        aria-label="Filter objects"
        placeholder="Name, field, value"
        size="small"
        className={styles.search}
        value={filters.text}
        onChange={text => onChange({ text })}
      />
      <Select
        aria-label="Kind"
        size="small"
        className={styles.choice}
        options={choices('Any kind', [...new Set(kinds)].sort())}
        value={filters.kind || ANY}
        onChange={key => onChange({ kind: key === ANY ? '' : String(key) })}
      />
      <Select
        aria-label="Change"
        size="small"
        className={styles.choice}
        options={choices('Any change', CHANGES)}
        value={filters.change || ANY}
        onChange={key => onChange({ change: key === ANY ? '' : String(key) })}
      />
      <Switch
        label="Only what matters"
        isSelected={filters.noise === 'hide'}
        onChange={hide => onChange({ noise: hide ? 'hide' : 'show' })}
      />
      <KeyHint keys={['n', 'p']} does="next, previous" />
      <Button
        size="small"
        variant="secondary"
        onPress={anyOpen ? onCloseAll : onOpenAll}
      >
        {anyOpen ? 'Close all' : 'Open all'}
      </Button>
    </div>
  );
};

function choices(any: string, ids: readonly string[]) {
  return [{ id: ANY, label: any }, ...ids.map(id => ({ id, label: id }))];
}
