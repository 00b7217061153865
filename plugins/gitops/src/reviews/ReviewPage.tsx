import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { Failure } from '../components/Failure';
import { Queries } from '../components/Queries';
import { Stale } from '../components/Stale';
import { pullRequestsRouteRef } from '../routes';
import { Review } from './Review';
import { ReviewSkeleton } from './ReviewSkeleton';
import { useReview } from './useReview';

const LoadedReview = ({ number }: { number: number }) => {
  const { data, error, refetch, dataUpdatedAt } = useReview(number);
  const queue = useRouteRef(pullRequestsRouteRef)?.();
  const thing = `pull request #${number}`;
  if (!data && error) {
    return (
      <Flex direction="column" gap="3" align="start">
        <Failure error={error} thing={thing} onRetry={refetch} />
        {queue && <Link href={queue}>All open pull requests</Link>}
      </Flex>
    );
  }
  return (
    <>
      {data && error && (
        <Stale
          error={error}
          thing={thing}
          readAt={dataUpdatedAt}
          onRetry={refetch}
        />
      )}
      {data ? <Review review={data} /> : <ReviewSkeleton />}
    </>
  );
};

/** The page `/gitops/pull-requests/:number`. */
export const ReviewPage = () => {
  const number = Number(useParams().number);
  return (
    <Queries>
      <Container>
        <LoadedReview key={number} number={number} />
      </Container>
    </Queries>
  );
};
