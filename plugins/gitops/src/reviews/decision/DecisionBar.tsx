import type { Plan, ReviewDetail } from '@slipway/plugin-gitops-common';
import { Box, Button, VisuallyHidden } from '@backstage/ui';
import { useState } from 'react';
import { KeyHint, useShortcuts } from '../../components/Shortcuts';
import { VerdictLabel, type VerdictState } from '../../components/VerdictLabel';
import { deedOf, mergeObstacle, type Decision } from './decision';
import styles from './Decision.module.css';
import { DecisionDialog } from './DecisionDialog';
import { ShortcutsDialog } from './ShortcutsDialog';

const DONE: Readonly<Record<Decision, string>> = {
  approve: 'Approved.',
  'request-changes': 'Changes requested.',
  comment: 'Comment posted.',
  merge: 'Merged.',
};

/** Props of {@link DecisionBar}. */
export interface DecisionBarProps {
  review: ReviewDetail;
  plan: Plan | undefined;
  verdict: VerdictState;
  seen: string;
  onLoadNew: () => void;
}

/** At hand wherever one is in a plan: the verdict, and what one can do about it. */
export const DecisionBar = ({
  review,
  plan,
  verdict,
  seen,
  onLoadNew,
}: DecisionBarProps) => {
  const [decision, setDecision] = useState<Decision>();
  const [help, setHelp] = useState(false);
  const [done, setDone] = useState<Decision>();
  const open = review.state === 'open';
  const obstacle = mergeObstacle(review);
  useShortcuts({
    ...(open && { a: () => setDecision('approve') }),
    '?': () => setHelp(true),
  });
  return (
    <Box
      bg="neutral"
      className={open ? styles.bar : `${styles.bar} ${styles.over}`}
      role="group"
      aria-label="Decide"
    >
      <div className={styles.summary}>
        {(open || plan) && <VerdictLabel verdict={verdict} />}
        {open && <KeyHint keys={['a']} does="approve" />}
        <KeyHint keys={['?']} does="all keys" />
        <span role="status" className={styles.done}>
          {done && DONE[done]}
        </span>
      </div>
      {open && (
        <div className={styles.buttons}>
          <Button variant="tertiary" onPress={() => setDecision('comment')}>
            Comment
          </Button>
          <Button
            variant="secondary"
            onPress={() => setDecision('request-changes')}
          >
            Request changes
          </Button>
          <Button variant="secondary" onPress={() => setDecision('approve')}>
            Approve
          </Button>
          <Button
            variant={obstacle ? 'secondary' : 'primary'}
            className={styles.deed}
            isDisabled={obstacle !== undefined}
            onPress={() => setDecision('merge')}
          >
            {deedOf('merge', review, plan)}
          </Button>
          {obstacle && <VisuallyHidden>{obstacle}</VisuallyHidden>}
        </div>
      )}
      {decision && (
        <DecisionDialog
          decision={decision}
          review={review}
          plan={plan}
          seen={seen}
          onClose={() => setDecision(undefined)}
          onDone={made => {
            setDecision(undefined);
            setDone(made);
          }}
          onLoadNew={() => {
            setDecision(undefined);
            onLoadNew();
          }}
        />
      )}
      {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </Box>
  );
};
