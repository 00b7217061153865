import type { BoardResponse, CellState } from '@slipway/plugin-gitops-common';
import { cellStateSchema } from '@slipway/plugin-gitops-common';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { bySeverity, StateLabel } from '../components/StateLabel';
import styles from './Board.module.css';

/** Props of {@link StateChips}. */
export interface StateChipsProps {
  counts: BoardResponse['states'];
  chosen: readonly CellState[];
  onChange: (states: CellState[]) => void;
}

/** Every state that occurs, with how often, the gravest first; several can be chosen. */
export const StateChips = ({ counts, chosen, onChange }: StateChipsProps) => {
  const states = cellStateSchema.options
    .filter(state => counts[state] || chosen.includes(state))
    .sort(bySeverity);
  if (states.length === 0) {
    return null;
  }
  return (
    <ToggleButtonGroup
      aria-label="States"
      selectionMode="multiple"
      className={styles.chips}
      selectedKeys={chosen}
      onSelectionChange={keys =>
        onChange(states.filter(state => keys.has(state)))
      }
    >
      {states.map(state => (
        <ToggleButton key={state} id={state}>
          <span className={styles.chip}>
            <StateLabel state={state} /> {counts[state] ?? 0}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};
