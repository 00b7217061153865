import type { ForgeContext } from '../context.ts';
import { HttpError, unprocessable } from '../http/errors.ts';
import { review as serializeReview } from '../rest/serialize/review.ts';
import type {
  Account,
  PullRequest,
  Review,
  ReviewState,
} from '../store/types.ts';
import { association } from './accounts.ts';
import { publishReview } from './pullFacts.ts';
import { fullName, type Located } from './repositories.ts';

/** The verdicts that a review can end in. */
export const reviewEvents = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const;
/** @see reviewEvents */
export type ReviewEvent = (typeof reviewEvents)[number];

const states: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/** A remark on a line of a changed file. */
export interface LineComment {
  path: string;
  body: string;
  line: number | null;
  side: 'LEFT' | 'RIGHT';
}

/** A review to write; without an event it stays pending, seen by nobody else. */
export interface NewReview {
  event?: ReviewEvent;
  body: string;
  commitId?: string;
  comments: readonly LineComment[];
}

const refuse = (message: string) =>
  new HttpError(422, 'Unprocessable Entity', [message]);

function checkVerdict(
  user: Account,
  pull: PullRequest,
  event: ReviewEvent,
  text: string,
  remarks: number,
): void {
  const own = pull.issue.authorId === user.id;
  if (own && event === 'APPROVE')
    throw refuse('Can not approve your own pull request');
  if (own && event === 'REQUEST_CHANGES')
    throw refuse('Can not request changes on your own pull request');
  if (event !== 'APPROVE' && !text.trim() && remarks === 0)
    throw refuse('Body is required');
}

async function announce(
  context: ForgeContext,
  located: Located,
  user: Account,
  pull: PullRequest,
  row: Review,
  action: 'submitted' | 'dismissed',
): Promise<void> {
  const { store } = context;
  const author =
    action === 'submitted'
      ? user
      : await store.accounts.find({ id: row.userId });
  const shown = serializeReview(
    context,
    fullName(located),
    pull,
    row,
    author ?? user,
    await association(context, located.repo, row.userId),
  );
  // Events spell the state in lower case, unlike the REST API.
  const review = { ...shown, state: row.state.toLowerCase() };
  await publishReview(context, located, user, pull, action, review);
}

/**
 * Writes a review, and submits it when it carries a verdict.
 * @throws HttpError 422 for a verdict on one's own pull request or a verdict without words.
 */
export async function createReview(
  context: ForgeContext,
  user: Account,
  located: Located,
  pull: PullRequest,
  input: NewReview,
): Promise<Review> {
  if (input.event)
    checkVerdict(user, pull, input.event, input.body, input.comments.length);
  const git = context.git.open(located.repo.id);
  const commitId = input.commitId ?? pull.headSha;
  if ((await git.typeOf(commitId)) !== 'commit')
    throw unprocessable('Commit is not part of the pull request');
  const from = (await git.mergeBase(pull.baseSha, commitId)) ?? pull.baseSha;
  const changes = input.comments.length
    ? await git.changes(from, commitId)
    : [];
  const hunks = new Map(
    changes.map(change => [change.path, change.patch ?? '']),
  );
  const lost = input.comments.find(comment => !hunks.has(comment.path));
  if (lost) throw refuse('Path could not be resolved');
  const now = context.clock().toISOString();
  const row = await context.store.transaction(async store => {
    const made = await store.reviews.insert({
      pullId: pull.id,
      userId: user.id,
      state: 'PENDING',
      body: input.body,
      commitId,
      submittedAt: null,
    });
    for (const comment of input.comments) {
      await store.reviewComments.insert({
        ...comment,
        pullId: pull.id,
        reviewId: made.id,
        userId: user.id,
        diffHunk: hunks.get(comment.path) ?? '',
        commitId,
        inReplyToId: null,
        createdAt: now,
        updatedAt: now,
      });
    }
    return made;
  });
  return input.event
    ? submitReview(context, user, located, pull, row, input.event, input.body)
    : row;
}

/** Gives a pending review its verdict. */
export async function submitReview(
  context: ForgeContext,
  user: Account,
  located: Located,
  pull: PullRequest,
  row: Review,
  event: ReviewEvent,
  text: string,
): Promise<Review> {
  if (row.state !== 'PENDING') throw refuse('Could not submit review.');
  const { store } = context;
  const remarks = await store.reviewComments.count({ reviewId: row.id });
  checkVerdict(user, pull, event, text, remarks);
  const submitted = {
    state: states[event],
    body: text,
    submittedAt: context.clock().toISOString(),
  };
  await store.reviews.update({ id: row.id }, submitted);
  await store.reviewRequests.remove({ pullId: pull.id, userId: user.id });
  await store.issues.update(
    { id: pull.id },
    { updatedAt: submitted.submittedAt },
  );
  const result = { ...row, ...submitted };
  await announce(context, located, user, pull, result, 'submitted');
  return result;
}

/** Takes the force from a submitted review. */
export async function dismissReview(
  context: ForgeContext,
  user: Account,
  located: Located,
  pull: PullRequest,
  row: Review,
): Promise<Review> {
  if (row.state !== 'APPROVED' && row.state !== 'CHANGES_REQUESTED') {
    throw refuse('Can not dismiss a commented or pending review');
  }
  await context.store.reviews.update({ id: row.id }, { state: 'DISMISSED' });
  const result: Review = { ...row, state: 'DISMISSED' };
  await announce(context, located, user, pull, result, 'dismissed');
  return result;
}
