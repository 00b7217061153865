import { Container } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ReviewSkeleton } from '../reviews/ReviewSkeleton';
import { reviewRouteRef } from '../routes';
import { PullRequestsPage } from './PullRequestsPage';

/** Carries diffs and their highlighting, which the queue does without. */
const ReviewPage = lazy(async () => {
  const page = await import('../reviews/ReviewPage');
  return { default: page.ReviewPage };
});

/** Everything under `/gitops`: the queue, and the review of one pull request. */
export const PullRequestsRoutes = () => (
  <Suspense
    fallback={
      <Container>
        <ReviewSkeleton />
      </Container>
    }
  >
    <Routes>
      <Route index element={<PullRequestsPage />} />
      <Route path={reviewRouteRef.path} element={<ReviewPage />} />
    </Routes>
  </Suspense>
);
