import type { PullRequestSummary } from '@slipway/plugin-gitops-common';
import {
  Card,
  CardBody,
  Container,
  Flex,
  SearchField,
  Text,
} from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { Failure } from '../components/Failure';
import { POLL_MS, Queries } from '../components/Queries';
import { PullRequestList } from './PullRequestList';
import { PullRequestListSkeleton } from './PullRequestListSkeleton';
import { useOpenPullRequests } from './useOpenPullRequests';

const FILTER = 'filter';

const PullRequests = () => {
  const { data, error, refetch } = useOpenPullRequests(POLL_MS);
  const [search, setSearch] = useSearchParams();
  const filter = search.get(FILTER) ?? '';
  const shown = data?.filter(pull => matches(pull, filter));
  return (
    <Flex direction="column" gap="4" py="4">
      <SearchField
        aria-label="Filter pull requests"
        placeholder="Component, environment, author or title"
        value={filter}
        onChange={text =>
          setSearch(text ? { [FILTER]: text } : {}, { replace: true })
        }
      />
      {error && (
        <Failure
          error={error}
          thing="the GitOps pull requests"
          onRetry={refetch}
        />
      )}
      {!data && !error && <PullRequestListSkeleton rows={4} />}
      {shown && (
        <>
          <Text role="status" color="secondary">
            {shown.length} open
            {filter && ` of ${data?.length}, matching “${filter}”`}
          </Text>
          <Card>
            <CardBody>
              {shown.length > 0 ? (
                <PullRequestList pullRequests={shown} />
              ) : (
                <Text as="p" color="secondary">
                  {filter
                    ? 'No open pull request matches. Clear the filter to see all.'
                    : 'Nothing waits for a review. Creating a component opens a pull request here.'}
                </Text>
              )}
            </CardBody>
          </Card>
        </>
      )}
    </Flex>
  );
};

/** The page `/gitops`: everything that waits to change a cluster. */
export const PullRequestsPage = () => (
  <Queries>
    <Container>
      <PullRequests />
    </Container>
  </Queries>
);

function matches(pull: PullRequestSummary, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [
    `#${pull.number}`,
    pull.title,
    pull.author,
    ...pull.components,
    ...pull.environments,
  ]
    .join(' ')
    .toLowerCase();
  return words.every(word => text.includes(word));
}
