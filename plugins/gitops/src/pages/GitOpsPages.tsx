import { PageLayout, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { RiGitBranchLine } from '@remixicon/react';
import { lazy, Suspense, type PropsWithChildren } from 'react';
import { Route, Routes } from 'react-router-dom';
import { BoardSkeleton } from '../board/BoardSkeleton';
import { CompareSkeleton } from '../compare/CompareSkeleton';
import { Queries } from '../components/Queries';
import { LogSkeleton } from '../log/LogSkeleton';
import { PullRequestsPage } from '../pullRequests/PullRequestsPage';
import { ReviewSkeleton } from '../reviews/ReviewSkeleton';
import {
  boardRouteRef,
  compareRouteRef,
  logRouteRef,
  planRouteRef,
  pullRequestsRouteRef,
  reviewRouteRef,
} from '../routes';

/** Carries diffs and their highlighting, which the queue does without. */
const ReviewPage = lazy(async () => {
  const page = await import('../reviews/ReviewPage');
  return { default: page.ReviewPage };
});

const PlanPage = lazy(async () => {
  const page = await import('../plans/PlanPage');
  return { default: page.PlanPage };
});

const BoardPage = lazy(async () => {
  const page = await import('../board/BoardPage');
  return { default: page.BoardPage };
});

const LogView = lazy(async () => {
  const view = await import('../log/LogView');
  return { default: view.LogView };
});

const ComparePage = lazy(async () => {
  const page = await import('../compare/ComparePage');
  return { default: page.ComparePage };
});

/** The way to the pages, which stays where it is while they change. */
function useTabs() {
  const queue = useRouteRef(pullRequestsRouteRef);
  const board = useRouteRef(boardRouteRef);
  const log = useRouteRef(logRouteRef);
  const compare = useRouteRef(compareRouteRef);
  return [
    { id: 'pull-requests', label: 'Pull requests', href: queue?.() },
    { id: 'board', label: 'Board', href: board?.() },
    { id: 'log', label: 'Log', href: log?.() },
    { id: 'compare', label: 'Compare', href: compare?.() },
  ].flatMap(({ href, ...tab }) => (href ? [{ ...tab, href }] : []));
}

const Frame = ({ children }: PropsWithChildren) => (
  <Queries>
    <Container>
      <Flex direction="column" gap="4" pb="4">
        {children}
      </Flex>
    </Container>
  </Queries>
);

/** Everything under `/gitops`, under one head: pull requests and their reviews, the board, the log, and comparisons. */
export const GitOpsPages = () => (
  <PageLayout title="GitOps" icon={<RiGitBranchLine />} tabs={useTabs()}>
    <main>
      <Routes>
        <Route index element={<PullRequestsPage />} />
        <Route
          path={reviewRouteRef.path}
          element={
            <Suspense
              fallback={
                <Container>
                  <ReviewSkeleton />
                </Container>
              }
            >
              <ReviewPage />
            </Suspense>
          }
        />
        <Route
          path={planRouteRef.path}
          element={
            <Frame>
              <Suspense fallback={<ReviewSkeleton />}>
                <PlanPage />
              </Suspense>
            </Frame>
          }
        />
        <Route
          path={boardRouteRef.path}
          element={
            <Frame>
              <Suspense fallback={<BoardSkeleton />}>
                <BoardPage />
              </Suspense>
            </Frame>
          }
        />
        <Route
          path={logRouteRef.path}
          element={
            <Frame>
              <Suspense fallback={<LogSkeleton />}>
                <LogView />
              </Suspense>
            </Frame>
          }
        />
        <Route
          path={compareRouteRef.path}
          element={
            <Frame>
              <Suspense fallback={<CompareSkeleton />}>
                <ComparePage />
              </Suspense>
            </Frame>
          }
        />
      </Routes>
    </main>
  </PageLayout>
);
