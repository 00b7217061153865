import type { ReviewSummary } from '@slipway/plugin-gitops-common';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { Choice, SearchBox, Toolbar } from '../components/Toolbar';
import { VERDICTS, type VerdictState } from '../components/VerdictLabel';
import type { QueueFilters } from './queue';

const RISKS: VerdictState[] = [
  'refused',
  'attention',
  'safe',
  'failed',
  'planning',
  'none',
];

/** Props of {@link QueueToolbar}. */
export interface QueueToolbarProps {
  reviews: readonly ReviewSummary[];
  counts: { mine: number | undefined; all: number };
  filters: QueueFilters;
  onChange: (changes: Partial<QueueFilters>) => void;
}

/** What of the queue is shown, and in which order. */
export const QueueToolbar = ({
  reviews,
  counts,
  filters,
  onChange,
}: QueueToolbarProps) => (
  <Toolbar label="Which pull requests">
    <ToggleButtonGroup
      aria-label="Whose pull requests"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[filters.view]}
      onSelectionChange={keys =>
        onChange({ view: keys.has('all') ? 'all' : 'mine' })
      }
    >
      <ToggleButton id="mine">{withCount('For me', counts.mine)}</ToggleButton>
      <ToggleButton id="all">{withCount('All', counts.all)}</ToggleButton>
    </ToggleButtonGroup>
    <SearchBox
      label="Filter pull requests"
      placeholder="Title, author, branch"
      value={filters.text}
      onChange={text => onChange({ text })}
    />
    <Choice
      label="Component"
      any="Any component"
      value={filters.component}
      options={choices(reviews.flatMap(({ components }) => components))}
      onChange={component => onChange({ component })}
    />
    <Choice
      label="Environment"
      any="Any environment"
      value={filters.environment}
      options={choices(reviews.flatMap(({ environments }) => environments))}
      onChange={environment => onChange({ environment })}
    />
    <Choice
      label="Risk"
      any="Any risk"
      value={filters.risk}
      options={RISKS.map(id => ({ id, label: VERDICTS[id].word }))}
      onChange={risk => onChange({ risk })}
    />
    <Choice
      label="Order"
      value={filters.sort}
      options={[
        { id: 'risk', label: 'Gravest first' },
        { id: 'age', label: 'Oldest first' },
      ]}
      onChange={sort => onChange({ sort: sort === 'age' ? 'age' : 'risk' })}
    />
  </Toolbar>
);

function withCount(label: string, count: number | undefined): string {
  return count === undefined ? label : `${label} ${count}`;
}

function choices(names: string[]) {
  return [...new Set(names)].sort().map(id => ({ id, label: id }));
}
