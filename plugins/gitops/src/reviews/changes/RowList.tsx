import { forwardRef, useCallback, type ReactNode } from 'react';
import {
  VirtualRows,
  type VirtualRowsHandle,
} from '../../components/VirtualRows';
import type { Row } from './rows';

/**
 * Heights of rows that were not in sight yet, in pixels, as the style sheets make them. Each that is wrong costs a new
 * layout of all rows behind it, once somebody scrolls there.
 */
const HEIGHTS = {
  wide: { environment: 55, overlay: 76, object: 37 },
  narrow: { environment: 55, overlay: 114, object: 53 },
};
const LOADING = 40;
const FAILED = 96;
const LINE = 20;
const GAP = 24;
const BORDER = 1;
const FIELD = 22;
const FIELDS_PADDING = 6;
const MAX_FIELDS = 5;

function estimate(row: Row, wide: boolean): number {
  const heights = HEIGHTS[wide ? 'wide' : 'narrow'];
  switch (row.type) {
    case 'diff':
      return (row.row.type === 'gap' ? GAP : LINE) + (row.last ? BORDER : 0);
    case 'object': {
      const fields = row.open ? 0 : row.object.fields.length;
      const below = FIELD * Math.min(fields, MAX_FIELDS) + FIELDS_PADDING;
      return heights.object + (fields > 0 ? below : 0);
    }
    case 'loading':
      return LOADING;
    case 'failed':
      return FAILED;
    default:
      return heights[row.type];
  }
}

/** Props of {@link RowList}. */
export interface RowListProps {
  rows: readonly Row[];
  /** Whether two sides of a diff fit beside each other. */
  wide: boolean;
  render: (row: Row) => ReactNode;
}

/** Lets others bring a row into sight. */
export type RowListHandle = VirtualRowsHandle;

/** The rows of a plan's changes, of which there can be tens of thousands. */
export const RowList = forwardRef<RowListHandle, RowListProps>(
  ({ rows, wide, render }, handle) => (
    <VirtualRows
      ref={handle}
      count={rows.length}
      keyOf={useCallback((index: number) => rows[index].key, [rows])}
      kindOf={index => rows[index].type}
      estimate={index => estimate(rows[index], wide)}
      render={index => render(rows[index])}
    />
  ),
);
