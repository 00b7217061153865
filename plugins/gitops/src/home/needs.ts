import type {
  BoardCell,
  BoardRow,
  CellState,
  Hold,
  Promotion,
  ReviewSummary,
} from '@slipway/plugin-gitops-common';
import { concernOf, type Me } from '../pullRequests/queue';

/** States that somebody has to do something about. */
const TROUBLE: readonly CellState[] = ['degraded', 'drifted'];

/** An environment of a component of mine that needs somebody. */
export interface Trouble {
  component: string;
  environment: string;
  state: CellState;
  /** Clusters that are in this state. */
  clusters: BoardCell['clusters'];
}

/** What runs badly or differs from Git, in the order of the board. What else is wrong in a cell hides none of it. */
export function troublesOf(rows: readonly BoardRow[]): Trouble[] {
  return rows.flatMap(({ component, cells }) =>
    cells.flatMap(({ environment, clusters }) =>
      TROUBLE.flatMap(state => {
        const there = clusters.filter(one => one.state === state);
        return there.length > 0
          ? [{ component, environment, state, clusters: there }]
          : [];
      }),
    ),
  );
}

/** A pull request that waits for a person, and the promotion that it is of, if it is of one. */
export interface Waiting {
  review: ReviewSummary;
  promotion?: Promotion;
}

/** What waits for a person's review, promotions first. Nobody approves what they asked for themselves. */
export function waitingFor(
  reviews: readonly ReviewSummary[],
  promotions: readonly Promotion[],
  me: Me,
): Waiting[] {
  const waiting = reviews.flatMap((review): Waiting[] => {
    const promotion = promotions.find(
      ({ pullRequest }) => pullRequest?.number === review.number,
    );
    const { asked, owned, own } = concernOf(review, me);
    const mine =
      own || (promotion && nameOf(promotion.requestedBy) === me.login);
    return (asked || owned) && !mine ? [{ review, promotion }] : [];
  });
  return waiting.sort(
    (one, other) =>
      Number(other.promotion !== undefined) -
      Number(one.promotion !== undefined),
  );
}

/** What stops forward promotion of what a person's teams own. */
export function holdsOf(
  holds: readonly Hold[],
  { components }: Pick<Me, 'components'>,
): Hold[] {
  return holds.filter(({ component }) => components.has(component));
}

/** `casey` of `user:default/casey`. */
function nameOf(person: string): string {
  return person.slice(person.lastIndexOf('/') + 1).toLowerCase();
}
