import type {
  BoardQuery,
  BoardResponse,
  BoardRow,
} from '@slipway/plugin-gitops-common';
import { ownedBy } from '../access/ownership';
import type { VisibleComponents } from '../access/VisibleComponents';
import type { BoardComponent } from './BoardRows';
import type { PlaceView, PlaceViews } from './PlaceViews';

/** The part of a board that depends on what is asked for. */
export type BoardPage = Pick<BoardResponse, 'rows' | 'total' | 'states'>;

/** What is known of all components; who looks does not matter for it. */
export interface BoardContents {
  /** In order of names. */
  rows: Iterable<BoardComponent>;
  views: PlaceViews;
}

/** By component first, because rows come so and sorting is stable. */
const ORDERS: Record<
  BoardQuery['sort'],
  ((a: PlaceView, b: PlaceView) => number) | undefined
> = {
  name: undefined,
  problems: (a, b) => a.rank - b.rank || b.worst - a.worst,
  changed: (a, b) => b.changedAt - a.changedAt,
};

/**
 * The rows that somebody asks for, of those that they may see. Nothing of any other row counts, in no order.
 */
export function boardPage(
  contents: BoardContents,
  visible: VisibleComponents,
  query: BoardQuery,
): BoardPage {
  const wanted = select(contents, visible, query);
  const states: BoardPage['states'] = {};
  for (const view of wanted) {
    for (const [state, count] of view.states) {
      states[state] = (states[state] ?? 0) + count;
    }
  }
  const left = wanted.filter(hasState(list(query.state)));
  const order = ORDERS[query.sort];
  const sorted = order ? left.sort(order) : left;
  return {
    rows: sorted
      .slice(query.offset, query.offset + query.limit)
      .map(view => rowOf(view, visible)),
    total: left.length,
    states,
  };
}

function select(
  { rows, views }: BoardContents,
  visible: VisibleComponents,
  query: BoardQuery,
): PlaceView[] {
  const isOf = ofOwners(visible, query);
  const text = query.text?.toLowerCase() ?? '';
  const view = views.in({
    environments: list(query.environment),
    clusters: list(query.cluster),
  });
  const selected: PlaceView[] = [];
  for (const row of rows) {
    const { component } = row;
    if (visible.has(component) && component.includes(text) && isOf(component)) {
      const one = view(row);
      if (one.cells.length > 0) {
        selected.push(one);
      }
    }
  }
  return selected;
}

function ofOwners(
  visible: VisibleComponents,
  query: Pick<BoardQuery, 'owner' | 'system'>,
): (component: string) => boolean {
  const isOwned = ownedBy(query.owner);
  const system = query.system?.toLowerCase();
  return component => {
    const entity = visible.get(component);
    return (
      isOwned(entity) && (!system || entity?.system?.toLowerCase() === system)
    );
  };
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
  return ({ states }: PlaceView) =>
    !wanted || [...states.keys()].some(state => wanted.has(state));
}

function rowOf(
  { component, cells, state }: PlaceView,
  visible: VisibleComponents,
): BoardRow {
  const { owner, system, entityRef } = visible.get(component) ?? {
    entityRef: `component:default/${component}`,
  };
  return { component, entityRef, owner, system, state, cells: [...cells] };
}
