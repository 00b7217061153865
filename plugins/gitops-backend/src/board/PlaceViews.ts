import {
  type BoardCell,
  type CellState,
  cellStateRank,
  gravestState,
} from '@slipway/plugin-gitops-common';
import { LRUCache } from 'lru-cache';
import { type BoardComponent, onClusters } from './BoardRows';

/** Filters whose views are kept; a board is looked at through few. */
const FILTERS = 16;

/** The places that somebody asks for; without one, all. In lower case. */
export interface Places {
  environments?: ReadonlySet<string>;
  clusters?: ReadonlySet<string>;
}

/** What a component has in some places, summed up. Nothing in it depends on who looks. */
export interface PlaceView {
  component: string;
  cells: readonly BoardCell[];
  /** The gravest. */
  state: CellState;
  rank: number;
  /** Cells that are as grave. */
  worst: number;
  /** Milliseconds since 1970; 0 if nobody knows. */
  changedAt: number;
  /** How many cells on clusters are in a state. */
  states: ReadonlyMap<CellState, number>;
}

type Views = WeakMap<BoardComponent, PlaceView>;

/** Sums components up once for all who ask for the same places. A component that changes is another, and so is its view. */
export class PlaceViews {
  readonly #everywhere: Views = new WeakMap();
  readonly #filtered = new LRUCache<string, Views>({ max: FILTERS });

  /** Makes views of what components have in some places. */
  in(places: Places): (row: BoardComponent) => PlaceView {
    const views = this.#of(places);
    return row => {
      let view = views.get(row);
      if (!view) {
        view = viewOf(row, places);
        views.set(row, view);
      }
      return view;
    };
  }

  #of({ environments, clusters }: Places): Views {
    if (!environments && !clusters) {
      return this.#everywhere;
    }
    const key = JSON.stringify([
      environments && [...environments].sort(),
      clusters && [...clusters].sort(),
    ]);
    let views = this.#filtered.get(key);
    if (!views) {
      views = new WeakMap();
      this.#filtered.set(key, views);
    }
    return views;
  }
}

function viewOf(
  { component, cells }: BoardComponent,
  { environments, clusters }: Places,
): PlaceView {
  const shown = cells.flatMap(cell => {
    if (environments && !environments.has(cell.environment)) {
      return [];
    }
    return (clusters ? onClusters(cell, clusters) : cell) ?? [];
  });
  const state = gravestState(shown.map(cell => cell.state));
  const states = new Map<CellState, number>();
  for (const cell of shown) {
    for (const one of cell.clusters) {
      states.set(one.state, (states.get(one.state) ?? 0) + 1);
    }
  }
  return {
    component,
    cells: shown,
    state,
    rank: cellStateRank(state),
    worst: shown.filter(cell => cell.state === state).length,
    changedAt: Math.max(
      0,
      ...shown.map(({ changedAt }) => (changedAt ? Date.parse(changedAt) : 0)),
    ),
    states,
  };
}
