import { Card, Container, Flex, Link, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { Queries } from '../components/Queries';
import { Stale } from '../components/Stale';
import { Queue } from './Queue';
import { isForMe, selectReviews } from './queue';
import { QueueSkeleton } from './QueueSkeleton';
import { QueueToolbar } from './QueueToolbar';
import { useMe } from './useMe';
import { useQueueFilters } from './useQueueFilters';
import { useReviews } from './useReviews';

const THING = 'the GitOps pull requests';

interface NothingProps {
  open: number;
  mineOnly: boolean;
}

const Nothing = ({ open, mineOnly }: NothingProps) => {
  if (open === 0) {
    return (
      <Text as="p" color="secondary">
        Nothing waits for a review. Creating a component opens a pull request
        here.
      </Text>
    );
  }
  return mineOnly ? (
    <Text as="p" color="secondary">
      Nothing waits for you. <Link href="?view=all">Show all {open}</Link>
    </Text>
  ) : (
    <Text as="p" color="secondary">
      No open pull request matches.{' '}
      <Link href="?view=all">Clear the filters</Link>
    </Text>
  );
};

const PullRequests = () => {
  const reviews = useReviews();
  const me = useMe();
  const { filters, setFilters } = useQueueFilters();
  const { data, error, refetch } = reviews;
  const waiting = filters.view === 'mine' && me.isPending;
  if (!data || waiting) {
    return error ? (
      <Failure error={error} thing={THING} onRetry={refetch} />
    ) : (
      <Card>
        <QueueSkeleton />
      </Card>
    );
  }
  const shown = selectReviews(data, filters, me.data);
  const mine = me.data && data.filter(one => isForMe(one, me.data)).length;
  return (
    <>
      {error && (
        <Stale
          error={error}
          thing={THING}
          readAt={reviews.dataUpdatedAt}
          onRetry={refetch}
        />
      )}
      <QueueToolbar
        reviews={data}
        counts={{ mine, all: data.length }}
        filters={filters}
        onChange={setFilters}
      />
      {filters.view === 'mine' && me.error && (
        <Failure
          error={me.error}
          thing="what is for you"
          onRetry={me.refetch}
        />
      )}
      <Text role="status" color="secondary">
        {shown.length} of {data.length} open
      </Text>
      {shown.length > 0 ? (
        <Card>
          <Queue reviews={shown} me={me.data} />
        </Card>
      ) : (
        <Nothing
          open={data.length}
          mineOnly={filters.view === 'mine' && mine === 0}
        />
      )}
    </>
  );
};

/** The page `/gitops`: everything that waits to change a cluster. */
export const PullRequestsPage = () => (
  <Queries>
    <Container>
      <Flex direction="column" gap="4" pb="4">
        <PullRequests />
      </Flex>
    </Container>
  </Queries>
);
