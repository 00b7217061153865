import { findPull } from '../domain/pullFacts.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest, Repository } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';

/** The paging and the filter of `associatedPullRequests`. */
export type PullArgs = PageArgs & { states?: readonly string[] | null };

const stateOf = ({ mergedAt, issue }: PullRequest) =>
  mergedAt ? 'MERGED' : issue.state.toUpperCase();

/** The pull requests whose head is a branch: `Ref.associatedPullRequests`. */
export async function pullsOfBranch(
  graph: Graph,
  repository: Repository,
  repositoryUrl: string,
  branch: string,
  args: PullArgs,
): Promise<Node> {
  const { store } = graph.context;
  const rows = await store.pulls.list(
    { repoId: repository.id, headRef: branch },
    { orderBy: 'number' },
  );
  const found = await Promise.all(
    rows.map(row => findPull(graph.context, repository.id, row.number)),
  );
  const pulls = found
    .filter(pull => pull !== undefined)
    .filter(pull => !args.states || args.states.includes(stateOf(pull)));
  return connection(graph, pulls, args, {
    name: 'associatedPullRequests',
    key: pull => pull.number,
    toNode: pull => ({
      __typename: 'PullRequest',
      id: nodeId('PullRequest', pull.id),
      databaseId: pull.id,
      number: pull.number,
      title: pull.issue.title,
      body: pull.issue.body ?? '',
      state: stateOf(pull),
      url: `${repositoryUrl}/pull/${pull.number}`,
      baseRefName: pull.baseRef,
      headRefName: pull.headRef,
      headRefOid: pull.headSha,
    }),
  });
}
