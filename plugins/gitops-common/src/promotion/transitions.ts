import { ConflictError } from '@backstage/errors';
import {
  MAX_STATE_MESSAGE_LENGTH,
  type Promotion,
  type PromotionState,
} from './promotion';

/** What follows each state; before the merge, also what ends it there. */
const NEXT: Readonly<Record<PromotionState, readonly PromotionState[]>> = {
  requested: ['branch'],
  branch: ['committed'],
  committed: ['pull-request-open', 'merged'],
  'pull-request-open': ['merged'],
  merged: ['synced', 'failed', 'superseded'],
  synced: ['healthy', 'failed', 'superseded'],
  healthy: [],
  refused: [],
  superseded: [],
  failed: [],
  cancelled: [],
};

const BEFORE_MERGE: readonly PromotionState[] = [
  'requested',
  'branch',
  'committed',
  'pull-request-open',
];

const ENDS_BEFORE_MERGE: readonly PromotionState[] = [
  'refused',
  'superseded',
  'failed',
  'cancelled',
];

/** Whether Git does not say yet what the promotion asks for, so that it can still be taken back. */
export function isBeforeMerge(state: PromotionState): boolean {
  return BEFORE_MERGE.includes(state);
}

/** Whether nothing more happens to a promotion. */
export function isEnded(state: PromotionState): boolean {
  return NEXT[state].length === 0;
}

/** Whether a promotion may go from its state to another. */
export function mayBecome(
  { state, direct }: Pick<Promotion, 'state' | 'direct'>,
  next: PromotionState,
): boolean {
  if (isBeforeMerge(state) && ENDS_BEFORE_MERGE.includes(next)) {
    return true;
  }
  if (state === 'committed' && direct !== (next === 'merged')) {
    return false;
  }
  return NEXT[state].includes(next);
}

/** A step of a promotion with what is known by it. */
export type PromotionStep = { at: string; by?: string; message?: string } & (
  | { state: 'branch' | 'synced' | 'healthy' }
  | { state: 'committed'; commit: string }
  | {
      state: 'pull-request-open';
      pullRequest: NonNullable<Promotion['pullRequest']>;
    }
  | { state: 'merged'; mergeCommit: string }
  | { state: 'superseded'; supersededBy: string }
  | { state: 'refused' | 'failed' | 'cancelled'; message: string }
);

/**
 * The promotion after a step. A step that was taken already changes nothing, so that it can be repeated after a
 * crash.
 *
 * @throws `ConflictError` if the step does not follow from the present state
 */
export function advance(promotion: Promotion, step: PromotionStep): Promotion {
  const { at, by, message, ...facts } = step;
  if (promotion.state === step.state) {
    return promotion;
  }
  if (!mayBecome(promotion, step.state)) {
    throw new ConflictError(
      `Promotion ${promotion.id} is ${promotion.state} and cannot become ${step.state}; read it again`,
    );
  }
  return {
    ...promotion,
    ...facts,
    history: [
      ...promotion.history,
      {
        state: step.state,
        at,
        ...(by !== undefined && { by }),
        ...(message !== undefined && {
          message: message.slice(0, MAX_STATE_MESSAGE_LENGTH),
        }),
      },
    ],
  };
}
