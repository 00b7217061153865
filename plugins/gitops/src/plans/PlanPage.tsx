import { useApi } from '@backstage/frontend-plugin-api';
import type { Plan } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useParams } from 'react-router-dom';
import { gitopsApiRef } from '../api';
import { Failure } from '../components/Failure';
import { RelativeTime } from '../components/RelativeTime';
import { Changes, type ChangesHandle } from '../reviews/changes/Changes';
import { PlanDetails } from '../reviews/PlanDetails';
import { ReviewSkeleton } from '../reviews/ReviewSkeleton';
import { Section } from '../reviews/Section';
import { VerdictPanel } from '../reviews/verdict/VerdictPanel';
import styles from './PlanPage.module.css';

const LoadedPlan = ({ plan }: { plan: Plan }) => {
  const changes = useRef<ChangesHandle>(null);
  return (
    <>
      <p className={styles.about}>
        Planned <RelativeTime value={plan.createdAt} /> against{' '}
        <code>{plan.base.slice(0, 7)}</code>. Nothing of it is done yet.
      </p>
      <Section title="Verdict">
        <VerdictPanel
          plan={plan}
          merged={false}
          onShow={overlay => changes.current?.show(overlay)}
        />
      </Section>
      <section aria-label="Changes">
        <Changes key={plan.id} ref={changes} plan={plan} />
      </section>
      <PlanDetails plan={plan} />
    </>
  );
};

/** The page `/gitops/plans/:id`: what something would do that no pull request proposes yet. */
export const PlanPage = () => {
  const { id = '' } = useParams();
  const api = useApi(gitopsApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['plan', { id }],
    queryFn: ({ signal }) => api.getPlan(id, { signal }),
    // A plan never changes.
    staleTime: Infinity,
  });
  if (error) {
    return <Failure error={error} thing="this plan" onRetry={refetch} />;
  }
  return data ? <LoadedPlan plan={data} /> : <ReviewSkeleton />;
};
