import type { CellState } from '@slipway/plugin-gitops-common';
import { VisuallyHidden } from '@backstage/ui';
import { STATES } from './states';
import styles from './StateLabel.module.css';

/** Props of {@link StateLabel}. */
export interface StateLabelProps {
  state: CellState;
  /** Hides the word from sight, for places where it is said close by. */
  compact?: boolean;
}

/** A state as colour, shape and word, so that none of the three has to be seen. */
export const StateLabel = ({ state, compact = false }: StateLabelProps) => {
  const { word, tone, Shape } = STATES[state];
  return (
    <span
      className={`${styles.root} ${styles[tone]}`}
      title={compact ? word : undefined}
      data-state={state}
    >
      <Shape aria-hidden />
      {compact ? <VisuallyHidden>{word}</VisuallyHidden> : word}
    </span>
  );
};
