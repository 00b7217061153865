import { z } from 'zod';
import { accountLookup, association } from '../domain/accounts.ts';
import { createReview } from '../domain/reviews.ts';
import { notFound, unprocessable } from '../http/errors.ts';
import type { Account, PullRequest, ReviewComment } from '../store/types.ts';
import { created, type Call, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { reviewComment } from './serialize/review.ts';

const newSchema = z.object({
  body: z.string().min(1).max(65_536),
  commit_id: z.string(),
  path: z.string(),
  line: z.number().int().positive().optional(),
  side: z.enum(['LEFT', 'RIGHT']).default('RIGHT'),
  subject_type: z.enum(['line', 'file']).default('line'),
});

async function show(
  call: Call,
  scope: RepositoryScope & { pull: PullRequest },
  row: ReviewComment,
  author: Account,
) {
  const role = await association(call.context, scope.repo, row.userId);
  return reviewComment(call.context, scope.name, scope.pull, row, author, role);
}

const at = '/repos/:owner/:repo/pulls/:number/comments';

/** Remarks on lines. */
export const reviewCommentEndpoints: Endpoints = {
  [`get ${at}`]: async call => {
    const scope = await call.pull('read');
    const rows = await call.context.store.reviewComments.list(
      { pullId: scope.pull.id },
      { orderBy: 'id' },
    );
    const account = await accountLookup(
      call.context,
      rows.map(row => row.userId),
    );
    return call.page(rows, row => show(call, scope, row, account(row.userId)));
  },
  [`post ${at}`]: async call => {
    const scope = await call.pull('read');
    const user = call.user();
    const input = call.body(newSchema);
    if (input.subject_type === 'line' && input.line === undefined)
      throw unprocessable('line is missing');
    const review = await createReview(call.context, user, scope, scope.pull, {
      event: 'COMMENT',
      body: '',
      commitId: input.commit_id,
      comments: [
        {
          path: input.path,
          body: input.body,
          line: input.line ?? null,
          side: input.side,
        },
      ],
    });
    const row = await call.context.store.reviewComments.find({
      reviewId: review.id,
    });
    if (!row) throw notFound();
    return created(await show(call, scope, row, user));
  },
  [`post ${at}/:comment/replies`]: async call => {
    const scope = await call.pull('read');
    const user = call.user();
    const { body } = call.body(
      z.object({ body: z.string().min(1).max(65_536) }),
    );
    const { store, clock } = call.context;
    const parent = await store.reviewComments.find({
      id: call.id('comment'),
      pullId: scope.pull.id,
    });
    if (!parent) throw notFound();
    const now = clock().toISOString();
    const { id, ...rest } = parent;
    const row = await store.reviewComments.insert({
      ...rest,
      userId: user.id,
      body,
      inReplyToId: parent.inReplyToId ?? id,
      createdAt: now,
      updatedAt: now,
    });
    return created(await show(call, scope, row, user));
  },
};
