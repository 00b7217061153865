import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import { createComponentRouteRef } from '../routes';
import {
  isNarrowed,
  type BoardFilters,
  type FixedFilters,
} from './useBoardFilters';

/** Props of {@link EmptyBoard}. */
export interface EmptyBoardProps {
  filters: BoardFilters;
  fixed: FixedFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
}

const NOTHING: Partial<BoardFilters> = {
  system: '',
  environment: '',
  cluster: '',
  states: [],
  text: '',
};

/** In place of rows: why there are none, and the next step. */
export const EmptyBoard = ({ filters, fixed, onChange }: EmptyBoardProps) => {
  const create = useRouteRef(createComponentRouteRef)?.();
  if (isNarrowed({ ...filters, ...(fixed.system && { system: '' }) })) {
    return (
      <Flex direction="column" align="start" gap="3">
        <Text as="p" color="secondary">
          No component matches.
        </Text>
        <Button variant="secondary" onPress={() => onChange(NOTHING)}>
          Clear the filters
        </Button>
      </Flex>
    );
  }
  const text =
    filters.owner === 'mine'
      ? 'Your teams own nothing that is delivered to a cluster.'
      : 'Nothing is delivered to a cluster yet.';
  return (
    <Flex direction="column" align="start" gap="3">
      <Text as="p" color="secondary">
        {text} Creating a component gives you a repository with CI, a catalog
        entry, and a pull request that brings it to your clusters.
      </Text>
      <Flex gap="2">
        {fixed.owner === undefined && filters.owner !== 'all' && (
          <Button
            variant="secondary"
            onPress={() => onChange({ owner: 'all' })}
          >
            Show all owners
          </Button>
        )}
        {create && (
          <ButtonLink href={create} variant="primary">
            Create component
          </ButtonLink>
        )}
      </Flex>
    </Flex>
  );
};
