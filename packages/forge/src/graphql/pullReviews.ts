import { accountPermission, atLeast } from '../auth.ts';
import { accountLookup } from '../domain/accounts.ts';
import { reviewBlockers, standingReviews } from '../domain/mergeability.ts';
import type { Located } from '../domain/repositories.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest, Review } from '../store/types.ts';
import { actorNode } from './actor.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { teamNode } from './team.ts';

/** What a `PullRequest` tells of its reviews; those that are not submitted are nobody's business. */
export function reviewFields(
  graph: Graph,
  located: Located,
  pull: PullRequest,
  url: string,
): Node {
  const { store } = graph.context;
  const page = async (
    name: string,
    rows: readonly Review[],
    args: PageArgs,
  ) => {
    const account = await accountLookup(
      graph.context,
      rows.map(row => row.userId),
    );
    return connection(graph, rows, args, {
      name,
      key: row => row.id,
      toNode: row => ({
        __typename: 'PullRequestReview',
        id: nodeId('PullRequestReview', row.id),
        databaseId: row.id,
        author: () => actorNode(graph, account(row.userId)),
        body: row.body,
        state: row.state,
        submittedAt: row.submittedAt,
        url: `${url}#review-${row.id}`,
        commit: { __typename: 'Commit', oid: row.commitId },
        viewerDidAuthor: row.userId === graph.viewer.id,
      }),
    });
  };
  return {
    reviews: async (args: PageArgs) => {
      const rows = await store.reviews.list(
        { pullId: pull.id },
        { orderBy: 'id' },
      );
      const submitted = rows.filter(row => row.state !== 'PENDING');
      return page('reviews', submitted, args);
    },
    latestOpinionatedReviews: async (
      args: PageArgs & { writersOnly?: boolean | null },
    ) => {
      const rows = await standingReviews(graph.context, pull);
      return page(
        'latestOpinionatedReviews',
        args.writersOnly ? await ofWriters(graph, located, rows) : rows,
        args,
      );
    },
    reviewRequests: (args: PageArgs) => requestsOf(graph, located, pull, args),
    reviewDecision: () => decisionOf(graph, located, pull),
  };
}

async function ofWriters(
  { context }: Graph,
  { repo }: Located,
  rows: readonly Review[],
): Promise<Review[]> {
  const account = await accountLookup(
    context,
    rows.map(row => row.userId),
  );
  const held = await Promise.all(
    rows.map(row =>
      accountPermission(context.store, account(row.userId), repo),
    ),
  );
  return rows.filter((_, i) => atLeast(held[i] ?? 'none', 'write'));
}

async function requestsOf(
  graph: Graph,
  { owner }: Located,
  pull: PullRequest,
  args: PageArgs,
): Promise<Node> {
  const { store } = graph.context;
  const rows = await store.reviewRequests.list({ pullId: pull.id });
  return connection(graph, rows, args, {
    name: 'reviewRequests',
    key: ({ userId, teamId }) => `${userId}:${teamId}`,
    toNode: async ({ userId, teamId }) => {
      const user = userId && (await store.accounts.find({ id: userId }));
      const team = teamId && (await store.teams.find({ id: teamId }));
      return {
        __typename: 'ReviewRequest',
        id: nodeId('ReviewRequest', `${pull.id}:${userId}:${teamId}`),
        asCodeOwner: false,
        requestedReviewer:
          (user && actorNode(graph, user)) ||
          (team && teamNode(graph, owner, team)) ||
          null,
      };
    },
  });
}

async function decisionOf(
  { context }: Graph,
  located: Located,
  pull: PullRequest,
): Promise<string | null> {
  const protection = await context.store.protections.find({
    repoId: located.repo.id,
    branch: pull.baseRef,
  });
  const rules = protection?.rules.reviews;
  if (!rules) return null;
  const standing = await standingReviews(context, pull);
  if (standing.some(review => review.state === 'CHANGES_REQUESTED')) {
    return 'CHANGES_REQUESTED';
  }
  const missing = await reviewBlockers(context, located, pull, rules);
  return missing.length === 0 ? 'APPROVED' : 'REVIEW_REQUIRED';
}
