import type { Plan, ReviewDetail } from '@slipway/plugin-gitops-common';
import { useRef, useState } from 'react';
import { Failure } from '../components/Failure';
import type { VerdictState } from '../components/VerdictLabel';
import { Changes, type ChangesHandle } from './changes/Changes';
import { DecisionBar } from './decision/DecisionBar';
import { DecisionPanel } from './decision/DecisionPanel';
import { CommitList } from './discussion/CommitList';
import { Discussion } from './discussion/Discussion';
import { NewCommits } from './NewCommits';
import { PlanDetails } from './PlanDetails';
import { PlanPending } from './PlanPending';
import styles from './Review.module.css';
import { ReviewHeader } from './ReviewHeader';
import { RolloutProgress } from './rollout/RolloutProgress';
import { Section } from './Section';
import { usePlan } from './useReview';
import { VerdictPanel } from './verdict/VerdictPanel';

/** A pull request: the verdict first, then what it does, then what people say. */
export const Review = ({ review }: { review: ReviewDetail }) => {
  // The person decides about this commit, whatever comes while they read.
  const [seen, setSeen] = useState(review.commit);
  const planned = usePlan(review.number, seen);
  const changes = useRef<ChangesHandle>(null);
  const plan = planned.data?.status === 'ready' ? planned.data.plan : undefined;
  const loadNew = () => setSeen(review.commit);
  const moved = review.state === 'open' && review.commit !== seen;
  return (
    <div className={styles.review}>
      <ReviewHeader review={review} />
      {moved && <NewCommits review={review} seen={seen} onLoad={loadNew} />}
      {review.state === 'merged' && (
        <Section title="Rollout">
          <RolloutProgress number={review.number} />
        </Section>
      )}
      <div className={styles.top}>
        <Section title="Verdict">
          {plan && (
            <VerdictPanel
              plan={plan}
              merged={review.state === 'merged'}
              onShow={overlay => changes.current?.show(overlay)}
            />
          )}
          {!plan && planned.error && (
            <Failure
              error={planned.error}
              thing="the plan"
              onRetry={planned.refetch}
            />
          )}
          {!plan && !planned.error && (
            <PlanPending state={planned.data} open={review.state === 'open'} />
          )}
        </Section>
        <Section title="Decision">
          <DecisionPanel review={review} />
        </Section>
      </div>
      {plan && (
        <section aria-label="Changes">
          <h2 className={styles.heading}>Changes</h2>
          <Changes key={plan.id} ref={changes} plan={plan} />
        </section>
      )}
      {plan && <PlanDetails plan={plan} />}
      <Section title="Commits">
        <CommitList commits={review.commits} />
      </Section>
      <Section title="Discussion">
        <Discussion review={review} />
      </Section>
      <DecisionBar
        review={review}
        plan={plan}
        verdict={verdictOf(plan, planned.data?.status)}
        seen={seen}
        onLoadNew={loadNew}
      />
    </div>
  );
};

function verdictOf(
  plan: Plan | undefined,
  status: 'planning' | 'failed' | 'ready' | undefined,
): VerdictState {
  if (plan) {
    return plan.verdict.level;
  }
  return status === 'failed' || status === 'planning' ? status : 'none';
}
