import type { PlanState } from '@slipway/plugin-gitops-common';
import { Alert, Skeleton } from '@backstage/ui';
import styles from './Review.module.css';

const ROWS = ['first', 'second', 'third', 'fourth'];

/** In place of a plan that is not there: that it comes, or why it does not. */
export const PlanPending = ({ state }: { state: PlanState | undefined }) =>
  state?.status === 'failed' ? (
    <Alert
      role="alert"
      icon
      status="danger"
      title="The plan failed"
      description={`${state.problem} Until there is a plan, nobody knows what merging does. A new commit plans again.`}
    />
  ) : (
    <div role="status" aria-busy className={styles.pending}>
      <Alert
        isPending
        status="info"
        title="The plan is being made"
        description="Both sides are rendered, compared, and held to the policies. It appears here by itself."
      />
      {ROWS.map(row => (
        <Skeleton key={row} width="100%" height="2.25rem" />
      ))}
    </div>
  );
