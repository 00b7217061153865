import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  forwardRef,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { Row } from './rows';
import styles from './Changes.module.css';

/** So few rows are rendered at once, so that the browser finds text in all of them. */
const PLAIN_LIMIT = 300;
const OVERSCAN = 12;

/** Heights of rows that were not in sight yet, in pixels; the better, the less the page moves. */
const HEADS = { environment: 56, overlay: 112, loading: 40, failed: 96 };
const OBJECT = 37;
const LINE = 20;
const MAX_FIELDS = 5;

function estimate(row: Row): number {
  if (row.type === 'diff') {
    return LINE;
  }
  if (row.type !== 'object') {
    return HEADS[row.type];
  }
  const fields = row.open ? 0 : row.object.fields.length;
  return OBJECT + LINE * Math.min(fields, MAX_FIELDS);
}

/** Props of {@link RowList}. */
export interface RowListProps {
  rows: readonly Row[];
  render: (row: Row) => ReactNode;
}

/** Lets others bring a row into sight. */
export interface RowListHandle {
  scrollTo: (index: number) => void;
}

const PlainList = forwardRef<RowListHandle, RowListProps>(
  ({ rows, render }, handle) => {
    const list = useRef<HTMLDivElement>(null);
    useImperativeHandle(handle, () => ({
      scrollTo: index =>
        list.current?.children[index]?.scrollIntoView?.({ block: 'center' }),
    }));
    return (
      <div ref={list}>
        {rows.map(row => (
          <div key={row.key} data-row={row.type}>
            {render(row)}
          </div>
        ))}
      </div>
    );
  },
);

const VirtualList = forwardRef<RowListHandle, RowListProps>(
  ({ rows, render }, handle) => {
    const list = useRef<HTMLDivElement>(null);
    const [scrollMargin, setScrollMargin] = useState(0);
    useLayoutEffect(() => {
      const measure = () => {
        const box = list.current?.getBoundingClientRect();
        setScrollMargin(Math.round((box?.top ?? 0) + window.scrollY));
      };
      measure();
      // What is above the list can grow, as when the forge reports another check.
      const observer = new ResizeObserver(measure);
      observer.observe(document.body);
      return () => observer.disconnect();
    }, []);
    // With another function at every frame, the virtualizer would lay out all rows at every frame.
    const getItemKey = useCallback((index: number) => rows[index].key, [rows]);
    const virtualizer = useWindowVirtualizer({
      count: rows.length,
      estimateSize: index => estimate(rows[index]),
      getItemKey,
      overscan: OVERSCAN,
      // Rendering may lag behind a fast finger rather than hold it up.
      useFlushSync: false,
      scrollMargin,
    });
    useImperativeHandle(handle, () => ({
      scrollTo: index => virtualizer.scrollToIndex(index, { align: 'center' }),
    }));
    return (
      <div
        ref={list}
        className={styles.virtual}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-row={rows[index].type}
            className={styles.virtualRow}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {render(rows[index])}
          </div>
        ))}
      </div>
    );
  },
);

/** Rows below each other; when there are many, only those in sight are rendered. */
export const RowList = forwardRef<RowListHandle, RowListProps>(
  (props, handle) =>
    props.rows.length > PLAIN_LIMIT ? (
      <VirtualList ref={handle} {...props} />
    ) : (
      <PlainList ref={handle} {...props} />
    ),
);
