import { Flex, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { Failure } from '../components/Failure';
import { Stale } from '../components/Stale';
import { BoardNotice } from './BoardNotice';
import { BoardSkeleton } from './BoardSkeleton';
import { BoardTable } from './BoardTable';
import { BoardToolbar } from './BoardToolbar';
import { EmptyBoard } from './EmptyBoard';
import { StateChips } from './StateChips';
import { BOARD_STEPS, useBoard } from './useBoard';
import { useBoardFilters, type FixedFilters } from './useBoardFilters';

const THING = 'the board';
const [FIRST, MOST] = BOARD_STEPS;

function countWords(shown: number, total: number): string {
  const components =
    total === 1 ? '1 component' : `${total.toLocaleString()} components`;
  return shown >= MOST && total > shown
    ? `${components}; the first ${shown.toLocaleString()} are shown, filters reach the rest`
    : components;
}

/** Props of {@link BoardPage}. */
export interface BoardPageProps {
  fixed?: FixedFilters;
}

/** The page `/gitops/board`: every component in every environment, problems first. */
export const BoardPage = ({ fixed = {} }: BoardPageProps) => {
  const { filters, setFilters } = useBoardFilters(fixed);
  const [limit, setLimit] = useState<number>(FIRST);
  const showMore = useCallback(() => setLimit(MOST), []);
  const board = useBoard(filters, limit);
  const { data, error } = board;
  const more = data && limit < MOST && data.total > data.rows.length;
  return (
    <Flex direction="column" gap="4">
      <BoardToolbar
        board={data}
        filters={filters}
        fixed={fixed}
        onChange={setFilters}
      />
      {error && !data && (
        <Failure error={error} thing={THING} onRetry={board.retry} />
      )}
      {error && data && (
        <Stale
          error={error}
          thing={THING}
          readAt={board.dataUpdatedAt}
          onRetry={board.retry}
        />
      )}
      {!data && !error && <BoardSkeleton />}
      {data && (
        <>
          <BoardNotice index={data.index} />
          <StateChips
            counts={data.states}
            chosen={filters.states}
            onChange={states => setFilters({ states })}
          />
          {data.total > 0 && (
            <Text role="status" color="secondary">
              {countWords(data.rows.length, data.total)}
            </Text>
          )}
          {data.rows.length > 0 ? (
            <BoardTable
              board={data}
              environment={filters.environment}
              onEnd={more ? showMore : undefined}
            />
          ) : (
            <EmptyBoard filters={filters} fixed={fixed} onChange={setFilters} />
          )}
        </>
      )}
    </Flex>
  );
};
