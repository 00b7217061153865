import { accountLookup } from '../domain/accounts.ts';
import type { Located } from '../domain/repositories.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest, ReviewComment } from '../store/types.ts';
import { actorNode } from './actor.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';

/** `PullRequest.reviewThreads`: remarks on lines with their replies. Those of reviews that wait are nobody's business. */
export function threadFields(
  graph: Graph,
  { repo }: Located,
  pull: PullRequest,
  url: string,
): Node {
  const { context } = graph;
  return {
    reviewThreads: async (args: PageArgs) => {
      const { store } = context;
      const [rows, waiting] = await Promise.all([
        store.reviewComments.list({ pullId: pull.id }, { orderBy: 'id' }),
        store.reviews.list({ pullId: pull.id, state: 'PENDING' }),
      ]);
      const hidden = new Set(waiting.map(({ id }) => id));
      const threads = Map.groupBy(
        rows.filter(row => !hidden.has(row.reviewId)),
        row => row.inReplyToId ?? row.id,
      );
      return connection(graph, [...threads], args, {
        name: 'reviewThreads',
        key: ([first]) => first,
        toNode: async ([first, comments]) => {
          const [{ commitId, line, path, side }] = comments;
          const outdated =
            commitId !== pull.headSha &&
            (
              await context.git.open(repo.id).changes(commitId, pull.headSha)
            ).some(change => change.path === path);
          return {
            __typename: 'PullRequestReviewThread',
            id: nodeId('PullRequestReviewThread', first),
            path,
            line: outdated ? null : line,
            originalLine: line,
            diffSide: side,
            subjectType: line === null ? 'FILE' : 'LINE',
            isOutdated: outdated,
            // Nobody can resolve one here.
            isResolved: false,
            comments: (page: PageArgs) =>
              commentsOf(graph, comments, page, url),
          };
        },
      });
    },
  };
}

async function commentsOf(
  graph: Graph,
  rows: readonly ReviewComment[],
  args: PageArgs,
  url: string,
): Promise<Node> {
  const account = await accountLookup(
    graph.context,
    rows.map(row => row.userId),
  );
  return connection(graph, rows, args, {
    name: 'comments',
    key: row => row.id,
    toNode: row => ({
      __typename: 'PullRequestReviewComment',
      id: nodeId('PullRequestReviewComment', row.id),
      author: () => actorNode(graph, account(row.userId)),
      body: row.body,
      createdAt: row.createdAt,
      url: `${url}#discussion_r${row.id}`,
      viewerDidAuthor: row.userId === graph.viewer.id,
      originalCommit: { __typename: 'Commit', oid: row.commitId },
    }),
  });
}
