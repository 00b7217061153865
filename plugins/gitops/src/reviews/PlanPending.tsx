import type { PlanState } from '@slipway/plugin-gitops-common';
import { Alert, Skeleton, Text } from '@backstage/ui';
import styles from './Review.module.css';

const ROWS = ['first', 'second', 'third', 'fourth'];

/** Props of {@link PlanPending}. */
export interface PlanPendingProps {
  state: PlanState | undefined;
  /** Whether the pull request can still be merged. */
  open: boolean;
}

/** In place of a plan that is not there: that it comes, or why it does not. */
export const PlanPending = ({ state, open }: PlanPendingProps) => {
  if (state?.status === 'failed') {
    return open ? (
      <Alert
        role="alert"
        icon
        status="danger"
        title="The plan failed"
        description={`${state.problem} Until there is a plan, nobody knows what merging does. A new commit plans again.`}
      />
    ) : (
      <Text as="p" color="secondary">
        There is no plan to show. {state.problem}
      </Text>
    );
  }
  return (
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
};
