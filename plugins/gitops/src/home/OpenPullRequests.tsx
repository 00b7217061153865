import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { PullRequestList } from '../pullRequests/PullRequestList';
import { PullRequestListSkeleton } from '../pullRequests/PullRequestListSkeleton';
import { useOpenPullRequests } from '../pullRequests/useOpenPullRequests';
import { pullRequestsRouteRef } from '../routes';

const SHOWN = 5;

/** Home page card: what waits for a review, oldest first. */
export const OpenPullRequests = () => {
  const { data, error, refetch } = useOpenPullRequests();
  const page = useRouteRef(pullRequestsRouteRef)?.();
  if (error) {
    return (
      <Failure
        error={error}
        thing="the GitOps pull requests"
        onRetry={refetch}
      />
    );
  }
  if (!data) {
    return <PullRequestListSkeleton />;
  }
  if (data.length === 0) {
    return (
      <Text as="p" color="secondary">
        Nothing waits for a review. Creating a component opens a pull request
        here.
      </Text>
    );
  }
  const oldestFirst = [...data].sort((a, b) =>
    a.createdAt.localeCompare(b.createdAt),
  );
  return (
    <>
      <PullRequestList pullRequests={oldestFirst.slice(0, SHOWN)} />
      {data.length > SHOWN && page && (
        <Link href={page}>All {data.length} open pull requests</Link>
      )}
    </>
  );
};
