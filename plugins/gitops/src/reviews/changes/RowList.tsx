import { forwardRef, useCallback, type ReactNode } from 'react';
import {
  VirtualRows,
  type VirtualRowsHandle,
} from '../../components/VirtualRows';
import type { Row } from './rows';

/** Heights of rows that were not in sight yet, in pixels. */
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
export type RowListHandle = VirtualRowsHandle;

/** The rows of a plan's changes, of which there can be tens of thousands. */
export const RowList = forwardRef<RowListHandle, RowListProps>(
  ({ rows, render }, handle) => (
    <VirtualRows
      ref={handle}
      count={rows.length}
      keyOf={useCallback((index: number) => rows[index].key, [rows])}
      kindOf={index => rows[index].type}
      estimate={index => estimate(rows[index])}
      render={index => render(rows[index])}
    />
  ),
);
