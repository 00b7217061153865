import {
  cellStateSchema,
  type BoardResponse,
  type CellState,
} from '@slipway/plugin-gitops-common';
import { ToggleButton } from '@backstage/ui';
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
    <div role="group" aria-label="States" className={styles.chips}>
      {states.map(state => (
        <ToggleButton
          key={state}
          size="small"
          isSelected={chosen.includes(state)}
          onChange={selected =>
            onChange(
              selected
                ? [...chosen, state].sort(bySeverity)
                : chosen.filter(one => one !== state),
            )
          }
        >
          <span className={styles.chip}>
            <StateLabel state={state} /> {counts[state] ?? 0}
          </span>
        </ToggleButton>
      ))}
    </div>
  );
};
