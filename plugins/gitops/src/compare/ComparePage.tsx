import { Flex, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { Stale } from '../components/Stale';
import { useEnvironments } from '../components/Environments';
import { CompareSkeleton } from './CompareSkeleton';
import { CompareToolbar } from './CompareToolbar';
import { Differences } from './Differences';
import { Others } from './Others';
import { useCompareFilters, type CompareFilters } from './useCompareFilters';
import { useComparison } from './useComparison';

const Comparison = ({ source, target, owner }: CompareFilters) => {
  const { data, error, retry, dataUpdatedAt } = useComparison(
    source,
    target,
    owner,
  );
  const thing = `what ${target} has of ${source}`;
  if (!data) {
    return error ? (
      <Failure error={error} thing={thing} onRetry={retry} />
    ) : (
      <CompareSkeleton />
    );
  }
  return (
    <>
      {error && (
        <Stale
          error={error}
          thing={thing}
          readAt={dataUpdatedAt}
          onRetry={retry}
        />
      )}
      {data.differences.length > 0 ? (
        <Differences key={`${source} ${target} ${owner}`} comparison={data} />
      ) : (
        <Text as="p" color="secondary">
          {data.same.length > 0
            ? `Nothing differs: ${target} has what ${source} has.`
            : `${source} and ${target} have no component in common.`}
        </Text>
      )}
      <Others comparison={data} />
    </>
  );
};

/** The page `/gitops/compare`: what differs between two environments, and the way to promote it. */
export const ComparePage = () => {
  const { data, error, refetch } = useEnvironments();
  const environments = data?.environments ?? [];
  const { filters, setFilters } = useCompareFilters(environments);
  if (!data && error) {
    return <Failure error={error} thing="the environments" onRetry={refetch} />;
  }
  const { source, target } = filters;
  return (
    <Flex direction="column" gap="4">
      <CompareToolbar
        environments={environments}
        filters={filters}
        onChange={setFilters}
      />
      {source !== '' && source === target ? (
        <Text as="p" color="secondary">
          {environments.length < 2
            ? 'There is one environment only, so that there is nothing to compare it with.'
            : 'Choose two different environments.'}
        </Text>
      ) : (
        <Comparison {...filters} />
      )}
    </Flex>
  );
};
