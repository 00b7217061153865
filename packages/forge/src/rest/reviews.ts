import { z } from 'zod';
import { atLeast } from '../auth.ts';
import { accountLookup, association } from '../domain/accounts.ts';
import { findPull, pullFacts } from '../domain/pullFacts.ts';
import { requestReviewers } from '../domain/reviewRequests.ts';
import {
  createReview,
  dismissReview,
  reviewEvents,
  submitReview,
} from '../domain/reviews.ts';
import { forbidden, notFound, unprocessable } from '../http/errors.ts';
import type { Account, PullRequest, Review, Team } from '../store/types.ts';
import { ok, type Call, type Reply, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { simplePull } from './serialize/pull.ts';
import { review } from './serialize/review.ts';
import { simpleTeam } from './serialize/team.ts';
import { simpleUser } from './serialize/user.ts';

type Scope = RepositoryScope & { pull: PullRequest };

const lineComment = z
  .object({
    path: z.string(),
    body: z.string().min(1),
    line: z.number().int().positive().optional(),
    position: z.number().int().positive().optional(),
    side: z.enum(['LEFT', 'RIGHT']).default('RIGHT'),
  })
  .transform(({ path, body, line, position, side }) => ({
    path,
    body,
    side,
    line: line ?? position ?? null,
  }));

const newSchema = z.object({
  commit_id: z.string().optional(),
  body: z.string().max(65_536).default(''),
  event: z.enum(reviewEvents).optional(),
  comments: z.array(lineComment).max(1000).default([]),
});

const submitSchema = z.object({
  body: z.string().max(65_536).default(''),
  event: z.enum(reviewEvents),
});

async function show(call: Call, scope: Scope, row: Review, author: Account) {
  const role = await association(call.context, scope.repo, row.userId);
  return review(call.context, scope.name, scope.pull, row, author, role);
}

async function reviewScope(
  call: Call,
): Promise<{ scope: Scope; row: Review; author: Account }> {
  const scope = await call.pull('read');
  const row = await call.context.store.reviews.find({
    id: call.id('review'),
    pullId: scope.pull.id,
  });
  if (!row || (row.state === 'PENDING' && row.userId !== call.user().id))
    throw notFound();
  const account = await accountLookup(call.context, [row.userId]);
  return { scope, row, author: account(row.userId) };
}

const reviewersSchema = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});

async function named(
  call: Call,
  scope: Scope,
): Promise<{ users: Account[]; teams: Team[] }> {
  const input = call.body(reviewersSchema);
  const { store } = call.context;
  const users: Account[] = [];
  const teams: Team[] = [];
  for (const login of input.reviewers) {
    const user = await store.accounts.find({ login });
    if (!user)
      throw unprocessable(
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      );
    if (user.id === scope.pull.issue.authorId)
      throw unprocessable(
        'Review cannot be requested from pull request author.',
      );
    users.push(user);
  }
  for (const slug of input.team_reviewers) {
    const team = await store.teams.find({ orgId: scope.owner.id, slug });
    if (!team)
      throw unprocessable(
        'Could not resolve to a node with the global id of the team.',
      );
    teams.push(team);
  }
  return { users, teams };
}

async function pullReply(
  call: Call,
  scope: Scope,
  status: number,
): Promise<Reply> {
  const pull = await findPull(call.context, scope.repo.id, scope.pull.number);
  if (!pull) throw notFound();
  return ok(
    simplePull(
      call.context,
      await pullFacts(call.context, scope, pull, scope.permission),
    ),
    status,
  );
}

const at = '/repos/:owner/:repo/pulls/:number';

/** Reviews, and who was asked for one. */
export const reviewEndpoints: Endpoints = {
  [`get ${at}/reviews`]: async call => {
    const scope = await call.pull('read');
    const me = call.actor.account?.id;
    const rows = (
      await call.context.store.reviews.list(
        { pullId: scope.pull.id },
        { orderBy: 'id' },
      )
    ).filter(row => row.state !== 'PENDING' || row.userId === me);
    const account = await accountLookup(
      call.context,
      rows.map(row => row.userId),
    );
    return call.page(rows, row => show(call, scope, row, account(row.userId)));
  },
  [`post ${at}/reviews`]: async call => {
    const scope = await call.pull('read');
    const user = call.user();
    const input = call.body(newSchema);
    const row = await createReview(call.context, user, scope, scope.pull, {
      event: input.event,
      body: input.body,
      commitId: input.commit_id,
      comments: input.comments,
    });
    return ok(await show(call, scope, row, user));
  },
  [`get ${at}/reviews/:review`]: async call => {
    const { scope, row, author } = await reviewScope(call);
    return ok(await show(call, scope, row, author));
  },
  [`post ${at}/reviews/:review/events`]: async call => {
    const { scope, row, author } = await reviewScope(call);
    const user = call.user();
    if (row.userId !== user.id) throw notFound();
    const input = call.body(submitSchema);
    const submitted = await submitReview(
      call.context,
      user,
      scope,
      scope.pull,
      row,
      input.event,
      input.body || row.body,
    );
    return ok(await show(call, scope, submitted, author));
  },
  [`put ${at}/reviews/:review/dismissals`]: async call => {
    const { scope, row, author } = await reviewScope(call);
    if (!atLeast(scope.permission, 'maintain')) throw forbidden();
    call.body(z.object({ message: z.string().min(1) }));
    const dismissed = await dismissReview(
      call.context,
      call.user(),
      scope,
      scope.pull,
      row,
    );
    return ok(await show(call, scope, dismissed, author));
  },
  [`get ${at}/requested_reviewers`]: async call => {
    const scope = await call.pull('read');
    const facts = await pullFacts(call.context, scope, scope.pull);
    return ok({
      users: facts.reviewers.map(user => simpleUser(call.context, user)),
      teams: facts.reviewTeams.map(team => ({
        ...simpleTeam(call.context, scope.owner, team),
        parent: null,
      })),
    });
  },
  [`post ${at}/requested_reviewers`]: async call => {
    const scope = await call.pull('write');
    await requestReviewers(
      call.context,
      call.user(),
      scope,
      scope.pull,
      await named(call, scope),
    );
    return pullReply(call, scope, 201);
  },
  [`delete ${at}/requested_reviewers`]: async call => {
    const scope = await call.pull('write');
    const { users, teams } = await named(call, scope);
    const { reviewRequests } = call.context.store;
    for (const user of users)
      await reviewRequests.remove({ pullId: scope.pull.id, userId: user.id });
    for (const team of teams)
      await reviewRequests.remove({ pullId: scope.pull.id, teamId: team.id });
    return pullReply(call, scope, 200);
  },
};
