import type { Plan } from '@slipway/plugin-gitops-common';
import { VerdictLabel } from '../../components/VerdictLabel';
import { planInWords } from '../changes/words';
import { Reasons } from './Reasons';
import styles from './Verdict.module.css';

const SENTENCES = {
  safe: 'Nothing in it needs a second look.',
  attention: 'It may be merged once somebody has looked at this:',
  refused: 'It must not be merged as it is:',
} as const;

/** Props of {@link VerdictPanel}. */
export interface VerdictPanelProps {
  plan: Plan;
  /** It is done already, so that there is nothing to decide. */
  merged: boolean;
  /** Shows the overlay that a reason is about. */
  onShow: (overlay: string) => void;
}

/** What the plan comes to, why, and what to do about it. */
export const VerdictPanel = ({ plan, merged, onShow }: VerdictPanelProps) => {
  const { level, reasons } = plan.verdict;
  return (
    <div className={styles.panel}>
      <div className={styles.level}>
        <VerdictLabel verdict={level} />
      </div>
      <p className={styles.deed}>
        {merged ? 'Merging did this' : 'Merging does this'}: {planInWords(plan)}
        .
      </p>
      {!merged && <p className={styles.message}>{SENTENCES[level]}</p>}
      <Reasons reasons={reasons} onShow={onShow} />
      <p className={styles.quiet}>{scope(plan)}</p>
    </div>
  );
};

function scope({ overlays, untouched, otherFiles }: Plan): string {
  const changed = `${overlays.length} ${overlays.length === 1 ? 'overlay changes' : 'overlays change'}`;
  const parts = [changed, `${untouched} stay as they are`];
  if (otherFiles.length > 0) {
    const files = otherFiles.length === 1 ? 'file changes' : 'files change';
    parts.push(`${otherFiles.length} other ${files}`);
  }
  return `${parts.join(', ')}.`;
}
