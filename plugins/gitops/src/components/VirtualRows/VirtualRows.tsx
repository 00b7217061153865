import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  forwardRef,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import styles from './VirtualRows.module.css';

/** So few rows are rendered at once, so that the browser finds text in all of them. */
const PLAIN_LIMIT = 300;
const OVERSCAN = 12;

/** Props of {@link VirtualRows}. */
export interface VirtualRowsProps {
  count: number;
  /** Stays the same function while the rows are the same. */
  keyOf: (index: number) => string;
  /** Height of a row that was not in sight yet, in pixels; the better, the less the page moves. */
  estimate: (index: number) => number;
  render: (index: number) => ReactNode;
  /** Names the kind of a row for tests and style sheets. */
  kindOf?: (index: number) => string;
}

/** Lets others bring a row into sight. */
export interface VirtualRowsHandle {
  scrollTo: (index: number) => void;
}

const PlainRows = forwardRef<VirtualRowsHandle, VirtualRowsProps>(
  ({ count, keyOf, kindOf, render }, handle) => {
    const list = useRef<HTMLDivElement>(null);
    useImperativeHandle(handle, () => ({
      scrollTo: index =>
        list.current?.children[index]?.scrollIntoView?.({ block: 'center' }),
    }));
    return (
      <div ref={list}>
        {Array.from({ length: count }, (_, index) => (
          <div key={keyOf(index)} data-row={kindOf?.(index)}>
            {render(index)}
          </div>
        ))}
      </div>
    );
  },
);

const WindowRows = forwardRef<VirtualRowsHandle, VirtualRowsProps>(
  ({ count, keyOf, kindOf, estimate, render }, handle) => {
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
    const virtualizer = useWindowVirtualizer({
      count,
      estimateSize: estimate,
      // With another function at every frame, the virtualizer would lay out all rows at every frame.
      getItemKey: keyOf,
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
            data-row={kindOf?.(index)}
            className={styles.row}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {render(index)}
          </div>
        ))}
      </div>
    );
  },
);

/** Rows below each other; when there are many, only those in sight are rendered. */
export const VirtualRows = forwardRef<VirtualRowsHandle, VirtualRowsProps>(
  (props, handle) =>
    props.count > PLAIN_LIMIT ? (
      <WindowRows ref={handle} {...props} />
    ) : (
      <PlainRows ref={handle} {...props} />
    ),
);
