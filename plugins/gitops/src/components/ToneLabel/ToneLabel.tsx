import { VisuallyHidden } from '@backstage/ui';
import type { RiAlertFill } from '@remixicon/react';
import styles from './ToneLabel.module.css';

/** How serious something is, which decides its colour. */
export type Tone = 'positive' | 'info' | 'warning' | 'negative' | 'quiet';

/** What a state looks like: every one has its own shape and word, not only a colour. */
export interface Appearance {
  word: string;
  tone: Tone;
  Shape: typeof RiAlertFill;
}

/** Props of {@link ToneLabel}. */
export interface ToneLabelProps extends Appearance {
  /** Hides the word from sight, for places where it is said close by. */
  compact?: boolean;
  /** Names the state for tests and style sheets. */
  state?: string;
}

/** A state as colour, shape and word, so that none of the three has to be seen. */
export const ToneLabel = ({
  word,
  tone,
  Shape,
  compact = false,
  state,
}: ToneLabelProps) => (
  <span
    className={`${styles.root} ${styles[tone]}`}
    title={compact ? word : undefined}
    data-state={state}
  >
    <Shape aria-hidden />
    {compact ? <VisuallyHidden>{word}</VisuallyHidden> : word}
  </span>
);
