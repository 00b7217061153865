import type { BoardResponse } from '@slipway/plugin-gitops-common';
import { Card } from '@backstage/ui';
import { useCallback, useEffect, useRef, type CSSProperties } from 'react';
import { KeyHint, useShortcuts } from '../components/Shortcuts';
import { VirtualRows } from '../components/VirtualRows';
import { BoardRow } from './BoardRow';
import styles from './Board.module.css';

/** Usual height of a row, in pixels. */
const ROW_PX = 65;

/** Lets the style sheet know how many environments there are. */
export function boardStyle(environments: number): CSSProperties {
  return Object.fromEntries([['--environments', environments]]);
}

/** Props of {@link BoardTable}. */
export interface BoardTableProps {
  board: BoardResponse;
  /** Name of the only environment to show, or empty for all. */
  environment: string;
  /** Somebody comes close to the end of the rows that there are. */
  onEnd?: () => void;
}

/** Components down, environments across; arrows or j and k move through them, Enter opens one. */
export const BoardTable = ({ board, environment, onEnd }: BoardTableProps) => {
  const { rows, total } = board;
  const environments = board.environments.filter(
    ({ name }) => environment === '' || name === environment,
  );
  const table = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!onEnd || !end.current) {
      return undefined;
    }
    const observer = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && onEnd(),
      { rootMargin: '1500px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [onEnd]);
  const move = (by: 1 | -1) => {
    const links = [
      ...(table.current?.querySelectorAll<HTMLElement>(
        '[data-focus] > a:first-child',
      ) ?? []),
    ];
    const row = document.activeElement?.closest('[role=row]');
    const at = links.findIndex(link => row?.contains(link));
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1);
    links[next]?.focus({ focusVisible: true } as FocusOptions);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
  });
  return (
    <Card className={styles.card}>
      <div
        ref={table}
        role="table"
        aria-label="Components by environment"
        aria-rowcount={total + 1}
        className={styles.table}
        style={boardStyle(environments.length)}
      >
        <div role="row" aria-rowindex={1} className={styles.heads}>
          <div role="columnheader">Component</div>
          {environments.map(({ name, title }) => (
            <div key={name} role="columnheader">
              {name}
              {title && title !== name && (
                <span className={styles.title}> · {title}</span>
              )}
            </div>
          ))}
        </div>
        <VirtualRows
          count={rows.length}
          keyOf={useCallback((index: number) => rows[index].component, [rows])}
          estimate={() => ROW_PX}
          render={index => (
            <BoardRow
              row={rows[index]}
              environments={environments}
              place={index + 2}
            />
          )}
        />
      </div>
      <div ref={end} />
      <p className={styles.hints}>
        <KeyHint keys={['j', 'k']} does="move" />
        <KeyHint keys={['Enter']} does="open" />
      </p>
    </Card>
  );
};
