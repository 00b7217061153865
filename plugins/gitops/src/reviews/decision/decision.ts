import { ResponseError } from '@backstage/errors';
import type { Plan, ReviewDetail } from '@slipway/plugin-gitops-common';
import { planInWords } from '../changes/words';

/** What a person can do to a pull request. */
export type Decision = 'approve' | 'request-changes' | 'comment' | 'merge';

/** What a decision is called. */
export const VERBS: Readonly<Record<Decision, string>> = {
  approve: 'Approve',
  'request-changes': 'Request changes',
  comment: 'Comment',
  merge: 'Merge',
};

/** What the button that decides says: the deed, in the words of the plan. */
export function deedOf(
  decision: Decision,
  review: ReviewDetail,
  plan: Plan | undefined,
): string {
  const decides = decision === 'approve' || decision === 'merge';
  return decides && plan
    ? `${VERBS[decision]}: ${planInWords(plan)}`
    : `${VERBS[decision]}: #${review.number}`;
}

/** Why merging is not offered, or undefined if it is. */
export function mergeObstacle(review: ReviewDetail): string | undefined {
  const { state, reason } = review.merge;
  if (state === 'mergeable' && !review.draft) {
    return undefined;
  }
  if (review.draft) {
    return 'It is a draft. Mark it as ready on the forge first.';
  }
  if (state === 'conflict') {
    return reason ?? 'It conflicts with its base. Resolve this on its branch.';
  }
  if (state === 'unknown') {
    return reason ?? 'The forge does not say yet whether it can be merged.';
  }
  return reason ?? 'The forge does not allow to merge it yet.';
}

/** What came of a decision that failed. */
export interface Refusal {
  title: string;
  description: string;
  /** The branch has commits that the person has not seen. */
  moved: boolean;
}

/** Puts into words why the forge, or the portal, did not do as asked. */
export function describeRefusal(error: Error, decision: Decision): Refusal {
  const verb = VERBS[decision].toLowerCase();
  if (!(error instanceof ResponseError)) {
    const rejected = error.name.includes('Rejected');
    return {
      title: rejected
        ? 'You are not signed in to the forge'
        : `Could not ${verb}`,
      description: rejected
        ? 'The forge takes this from you in person. Try again, and confirm in its window.'
        : 'The portal does not answer. Check your connection, and look whether it was done before you try again.',
      moved: false,
    };
  }
  const said = error.body.error.message || error.message;
  if (error.statusCode === 409 && error.body.error.name === 'ConflictError') {
    return {
      title: 'There are newer commits than you saw',
      description: said,
      moved: true,
    };
  }
  if (error.statusCode === 401) {
    return {
      title: 'The forge does not know you any more',
      description: `Sign in again, then ${verb}. ${said}`,
      moved: false,
    };
  }
  const refused = error.statusCode === 403;
  return {
    title: refused ? `You may not ${verb} this` : `Could not ${verb}`,
    description: said,
    moved: false,
  };
}
