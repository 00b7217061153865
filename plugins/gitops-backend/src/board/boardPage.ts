import {
  type BoardQuery,
  type BoardResponse,
  type BoardRow,
  cellStateRank,
  gravestState,
} from '@slipway/plugin-gitops-common';
import type { VisibleComponents } from '../access/VisibleComponents';
import { type BoardComponent, onClusters } from './BoardRows';

/** The part of a board that depends on what is asked for. */
export type BoardPage = Pick<BoardResponse, 'rows' | 'total' | 'states'>;

/** A row and what it is sorted by. */
interface Ranked {
  row: BoardRow;
  rank: number;
  /** Cells that are as grave as the row. */
  worst: number;
  changedAt: number;
}

const byName = (a: Ranked, b: Ranked) =>
  a.row.component < b.row.component ? -1 : 1;

const ORDERS: Record<BoardQuery['sort'], (a: Ranked, b: Ranked) => number> = {
  name: byName,
  problems: (a, b) => a.rank - b.rank || b.worst - a.worst || byName(a, b),
  changed: (a, b) => b.changedAt - a.changedAt || byName(a, b),
};

/**
 * The rows that somebody asks for, of those that they may see. Nothing of any other row counts, in no order.
 */
export function boardPage(
  rows: ReadonlyMap<string, BoardComponent>,
  visible: VisibleComponents,
  query: BoardQuery,
): BoardPage {
  const wanted = select(rows, visible, query);
  const states: BoardPage['states'] = {};
  for (const { cells } of wanted) {
    for (const { clusters } of cells) {
      for (const { state } of clusters) {
        states[state] = (states[state] ?? 0) + 1;
      }
    }
  }
  const left = wanted
    .filter(hasState(list(query.state)))
    .map(rank)
    .sort(ORDERS[query.sort]);
  return {
    rows: left
      .slice(query.offset, query.offset + query.limit)
      .map(({ row }) => row),
    total: left.length,
    states,
  };
}

function select(
  rows: ReadonlyMap<string, BoardComponent>,
  visible: VisibleComponents,
  query: BoardQuery,
): BoardRow[] {
  const owners = list(query.owner);
  const system = query.system?.toLowerCase();
  const environments = list(query.environment);
  const clusters = list(query.cluster);
  const text = query.text?.toLowerCase() ?? '';
  return [...rows.values()].flatMap(({ component, cells }): BoardRow[] => {
    if (!visible.has(component) || !component.includes(text)) {
      return [];
    }
    const {
      owner,
      system: part,
      entityRef,
    } = visible.get(component) ?? {
      entityRef: `component:default/${component}`,
    };
    if (
      (owners && !(owner && owners.has(owner.toLowerCase()))) ||
      (system && system !== part?.toLowerCase())
    ) {
      return [];
    }
    const shown = cells.flatMap(cell => {
      if (environments && !environments.has(cell.environment)) {
        return [];
      }
      return (clusters ? onClusters(cell, clusters) : cell) ?? [];
    });
    return shown.length > 0
      ? [
          {
            component,
            entityRef,
            owner,
            system: part,
            state: gravestState(shown.map(({ state }) => state)),
            cells: shown,
          },
        ]
      : [];
  });
}

/** The parts of a list; undefined if nothing is asked for. */
function list(text: string | undefined): Set<string> | undefined {
  const parts = text
    ?.split(',')
    .map(part => part.trim().toLowerCase())
    .filter(Boolean);
  return parts && parts.length > 0 ? new Set(parts) : undefined;
}

function hasState(wanted: ReadonlySet<string> | undefined) {
  return ({ cells }: BoardRow) =>
    !wanted ||
    cells.some(({ clusters }) => clusters.some(one => wanted.has(one.state)));
}

function rank(row: BoardRow): Ranked {
  return {
    row,
    rank: cellStateRank(row.state),
    worst: row.cells.filter(({ state }) => state === row.state).length,
    changedAt: Math.max(
      ...row.cells.map(({ changedAt }) =>
        changedAt ? Date.parse(changedAt) : 0,
      ),
    ),
  };
}
