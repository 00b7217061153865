import type { ChangesFilter } from '@slipway/plugin-gitops-common';
import { Button, Flex, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { Stale } from '../components/Stale';
import { ChangeList } from './ChangeList';
import { LogSkeleton } from './LogSkeleton';
import { useChanges } from './useChanges';

const THING = 'the version-change log';

const NARROWED = {
  time: { text: 'Nothing has changed in this time.', wider: 'Show any time' },
  more: { text: 'No change matches.', wider: 'Clear the filters' },
};

/** Props of {@link Log}. */
export interface LogProps {
  filter: ChangesFilter;
  /** What it shows less of than everything of its scope, if anything. */
  narrowed: 'time' | 'more' | undefined;
  onClear: () => void;
  ofOneComponent?: boolean;
}

const Nothing = ({ narrowed, onClear }: LogProps) => (
  <Flex direction="column" align="start" gap="3">
    <Text as="p" color="secondary">
      {narrowed
        ? NARROWED[narrowed].text
        : 'Nothing has changed yet. Every release that Git brings to an environment is written down here, with what came of it.'}
    </Text>
    {narrowed && (
      <Button variant="secondary" onPress={onClear}>
        {NARROWED[narrowed].wider}
      </Button>
    )}
  </Flex>
);

/** Changes by a filter, the newest first, and older ones on demand. */
export const Log = (props: LogProps) => {
  const { filter, ofOneComponent } = props;
  const changes = useChanges(filter);
  const { data, error, refetch } = changes;
  if (!data) {
    return error ? (
      <Failure error={error} thing={THING} onRetry={refetch} />
    ) : (
      <LogSkeleton />
    );
  }
  const all = data.pages.flatMap(page => page.changes);
  return (
    <>
      {error && (
        <Stale
          error={error}
          thing={THING}
          readAt={changes.dataUpdatedAt}
          onRetry={refetch}
        />
      )}
      {all.length > 0 ? (
        <ChangeList
          changes={all}
          partial={
            filter.kind !== undefined ||
            filter.cluster !== undefined ||
            filter.until !== undefined
          }
          ofOneComponent={ofOneComponent}
        />
      ) : (
        <Nothing {...props} />
      )}
      {changes.hasNextPage && (
        <Flex justify="center">
          <Button
            variant="secondary"
            isPending={changes.isFetchingNextPage}
            onPress={() => changes.fetchNextPage()}
          >
            Load older
          </Button>
        </Flex>
      )}
    </>
  );
};
