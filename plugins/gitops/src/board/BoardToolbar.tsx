import type { BoardResponse } from '@slipway/plugin-gitops-common';
import { useEntityChoices } from '../components/Owners';
import { Choice, SearchBox, Toolbar } from '../components/Toolbar';
import type { BoardFilters, FixedFilters } from './useBoardFilters';

/** Props of {@link BoardToolbar}. */
export interface BoardToolbarProps {
  board: BoardResponse | undefined;
  filters: BoardFilters;
  fixed: FixedFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
}

/** Which components are shown, and in which order. */
export const BoardToolbar = ({
  board,
  filters,
  fixed,
  onChange,
}: BoardToolbarProps) => {
  const owners = useEntityChoices('group').data ?? [];
  const systems = useEntityChoices('system').data ?? [];
  return (
    <Toolbar label="Which components">
      {fixed.owner === undefined && (
        <Choice
          label="Owner"
          value={filters.owner}
          options={[
            { id: 'mine', label: 'My teams' },
            { id: 'all', label: 'All owners' },
            ...owners,
          ]}
          onChange={owner => onChange({ owner })}
        />
      )}
      <SearchBox
        label="Filter components"
        placeholder="Component"
        value={filters.text}
        onChange={text => onChange({ text })}
      />
      {fixed.system === undefined && (
        <Choice
          label="System"
          any="Any system"
          value={filters.system}
          options={systems}
          onChange={system => onChange({ system })}
        />
      )}
      <Choice
        label="Environment"
        any="Any environment"
        value={filters.environment}
        options={named(board?.environments)}
        onChange={environment => onChange({ environment })}
      />
      <Choice
        label="Cluster"
        any="Any cluster"
        value={filters.cluster}
        options={named(board?.clusters)}
        onChange={cluster => onChange({ cluster })}
      />
      <Choice
        label="Order"
        value={filters.sort}
        options={[
          { id: 'problems', label: 'Problems first' },
          { id: 'changed', label: 'Newest change first' },
          { id: 'name', label: 'By name' },
        ]}
        onChange={sort =>
          onChange({
            sort: sort === 'name' || sort === 'changed' ? sort : 'problems',
          })
        }
      />
    </Toolbar>
  );
};

function named(things: { name: string }[] = []) {
  return things.map(({ name }) => ({ id: name, label: name }));
}
