import { authorLookup } from '../domain/accounts.ts';
import type { Located } from '../domain/repositories.ts';
import type { GitCommit } from '../git/types.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { objectNodeId } from './identity.ts';
import { rollupNode } from './statusChecks.ts';
import { userNode } from './user.ts';

/** The commits of a pull request, oldest first. */
export async function pullCommits(
  graph: Graph,
  { repo }: Located,
  pull: PullRequest,
  required: () => Promise<readonly string[]>,
  args: PageArgs,
): Promise<Node> {
  const git = graph.context.git.open(repo.id);
  const start =
    (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const commits = (await git.log(pull.headSha, start)).toReversed();
  const authorOf = await authorLookup(
    graph.context,
    commits.map(({ author }) => author),
  );
  const commitNode = (commit: GitCommit): Node => ({
    __typename: 'Commit',
    id: objectNodeId('Commit', repo.id, commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: commit.message.split('\n', 1)[0],
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    author: () => {
      const user = authorOf(commit.author);
      return {
        __typename: 'GitActor',
        name: commit.author.name,
        email: commit.author.email,
        user: user && userNode(graph, user),
      };
    },
    statusCheckRollup: async () =>
      rollupNode(graph, repo, commit.sha, await required()),
  });
  return connection(graph, commits, args, {
    name: 'commits',
    key: ({ sha }) => sha,
    toNode: commit => ({
      __typename: 'PullRequestCommit',
      id: nodeId('PullRequestCommit', `${pull.id}:${commit.sha}`),
      commit: commitNode(commit),
    }),
  });
}
