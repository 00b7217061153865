import { accountLookup } from '../domain/accounts.ts';
import { mergeabilityOf } from '../domain/mergeability.ts';
import { findPull } from '../domain/pullFacts.ts';
import type { Located } from '../domain/repositories.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest } from '../store/types.ts';
import { actorNode } from './actor.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { organizationNode } from './organization.ts';
import { pullCommits } from './pullCommits.ts';
import { labelFields } from './pullLabels.ts';
import { reviewFields } from './pullReviews.ts';
import { threadFields } from './reviewThreads.ts';
import { userNode } from './user.ts';

/** The paging and the filters of the connections of pull requests. */
export type PullArgs = PageArgs & {
  states?: readonly string[] | null;
  baseRefName?: string | null;
  headRefName?: string | null;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null;
};

/** Makes the repository's node; handed in, since the two refer to each other. */
export type RepositoryOf = () => Node;

const stateOf = ({ mergedAt, issue }: PullRequest) =>
  mergedAt ? 'MERGED' : issue.state.toUpperCase();

/** Pull requests of a repository: `Repository.pullRequests` and `Ref.associatedPullRequests`. */
export async function pullConnection(
  graph: Graph,
  located: Located,
  repository: RepositoryOf,
  args: PullArgs,
): Promise<Node> {
  const { store } = graph.context;
  const rows = await store.pulls.list(
    {
      repoId: located.repo.id,
      ...(args.headRefName && { headRef: args.headRefName }),
      ...(args.baseRefName && { baseRef: args.baseRefName }),
    },
    { orderBy: 'number', descending: args.orderBy?.direction === 'DESC' },
  );
  const found = await Promise.all(
    rows.map(row => findPull(graph.context, located.repo.id, row.number)),
  );
  const pulls = found
    .filter(pull => pull !== undefined)
    .filter(pull => !args.states || args.states.includes(stateOf(pull)));
  return connection(graph, pulls, args, {
    name: 'pullRequests',
    key: pull => pull.number,
    toNode: pull => pullNode(graph, located, repository, pull),
  });
}

/** A `PullRequest`. Its branches are of its own repository: there are no forks here. */
export function pullNode(
  graph: Graph,
  located: Located,
  repository: RepositoryOf,
  pull: PullRequest,
): Node {
  const { context } = graph;
  const { repo, owner } = located;
  const { issue } = pull;
  const url = `${context.baseUrl}/${owner.login}/${repo.name}/pull/${pull.number}`;
  const merge = once(() => mergeabilityOf(context, located, pull));
  const required = once(async () => {
    const protection = await context.store.protections.find({
      repoId: repo.id,
      branch: pull.baseRef,
    });
    return protection?.rules.checks?.contexts ?? [];
  });
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    number: pull.number,
    title: issue.title,
    body: issue.body ?? '',
    state: stateOf(pull),
    isDraft: pull.draft,
    isCrossRepository: false,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergeCommit: pull.mergeCommitSha && {
      __typename: 'Commit',
      oid: pull.mergeCommitSha,
    },
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    url,
    author: async () => {
      const account = await accountLookup(context, [issue.authorId]);
      return actorNode(graph, account(issue.authorId));
    },
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    baseRef: {
      __typename: 'Ref',
      name: pull.baseRef,
      refUpdateRule: async () => ({
        __typename: 'RefUpdateRule',
        requiredStatusCheckContexts: await required(),
      }),
    },
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: repository,
    headRepositoryOwner: () =>
      owner.type === 'Organization'
        ? organizationNode(graph, owner)
        : userNode(graph, owner),
    mergeable: async () => {
      const { mergeable } = await merge();
      if (mergeable === null) return 'UNKNOWN';
      return mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    mergeStateStatus: async () => (await merge()).state.toUpperCase(),
    commits: (args: PageArgs) =>
      pullCommits(graph, located, pull, required, args),
    comments: (args: PageArgs) => commentsOf(graph, pull, url, args),
    ...labelFields(graph, pull),
    ...reviewFields(graph, located, pull, url),
    ...threadFields(graph, located, pull, url),
  };
}

async function commentsOf(
  graph: Graph,
  pull: PullRequest,
  url: string,
  args: PageArgs,
): Promise<Node> {
  const rows = await graph.context.store.comments.list(
    { issueId: pull.id },
    { orderBy: 'id' },
  );
  const account = await accountLookup(
    graph.context,
    rows.map(row => row.authorId),
  );
  return connection(graph, rows, args, {
    name: 'comments',
    key: row => row.id,
    toNode: row => ({
      __typename: 'IssueComment',
      id: nodeId('IssueComment', row.id),
      fullDatabaseId: String(row.id),
      author: () => actorNode(graph, account(row.authorId)),
      body: row.body,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      url: `${url}#issuecomment-${row.id}`,
      viewerDidAuthor: row.authorId === graph.viewer.id,
    }),
  });
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= read());
}
