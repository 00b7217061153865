import { permissionOf } from '../auth.ts';
import { findPull } from '../domain/pullFacts.ts';
import type { Account, Repository } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import { notResolved } from './errors.ts';
import { gitObjectNode, refNode } from './gitObject.ts';
import type { Graph, Node } from './graph.ts';
import { repositoryNodeId, topicNodeId } from './identity.ts';
import { organizationNode } from './organization.ts';
import { pullConnection, pullNode, type PullArgs } from './pullRequest.ts';
import { userNode } from './user.ts';

/** The filters of `repositories` that the forge knows. */
export interface RepositoryFilter {
  isArchived?: boolean | null;
  isFork?: boolean | null;
  visibility?: 'PUBLIC' | 'PRIVATE' | 'INTERNAL' | null;
  privacy?: 'PUBLIC' | 'PRIVATE' | null;
}

/** The repositories of an account that the viewer may read. */
export async function visibleRepositories(
  { context, actor }: Graph,
  owner: Account,
  filter: RepositoryFilter,
): Promise<Repository[]> {
  const all = await context.store.repositories.list(
    { ownerId: owner.id },
    { orderBy: 'id' },
  );
  const privacy = filter.visibility ?? filter.privacy;
  const wanted = all.filter(
    repository =>
      (typeof filter.isArchived !== 'boolean' ||
        repository.archived === filter.isArchived) &&
      filter.isFork !== true &&
      (!privacy || privacy === visibility(repository)),
  );
  const readable = await Promise.all(
    wanted.map(
      async repository =>
        !repository.private ||
        (await permissionOf(context, actor, repository)) !== 'none',
    ),
  );
  return wanted.filter((_, i) => readable[i]);
}

/** A repository by name, if the viewer may read it. */
export async function findRepository(
  graph: Graph,
  owner: Account,
  name: string,
): Promise<Node | undefined> {
  const { context, actor } = graph;
  const repository = await context.store.repositories.find({
    ownerId: owner.id,
    name,
  });
  if (!repository) return undefined;
  const permission = await permissionOf(context, actor, repository);
  return permission === 'none'
    ? undefined
    : repositoryNode(graph, owner, repository);
}

/** A `Repository`. */
export function repositoryNode(
  graph: Graph,
  owner: Account,
  repository: Repository,
): Node {
  const { context, actor } = graph;
  const path = `/${owner.login}/${repository.name}`;
  const git = context.git.open(repository.id);
  const located = { repo: repository, owner };
  const node: Node = {
    __typename: 'Repository',
    id: repositoryNodeId(repository),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: path.slice(1),
    description: repository.description,
    homepageUrl: repository.homepage,
    url: `${context.baseUrl}${path}`,
    resourcePath: path,
    isArchived: repository.archived,
    isPrivate: repository.private,
    isFork: false,
    isTemplate: false,
    isMirror: false,
    isLocked: false,
    isDisabled: false,
    isInOrganization: owner.type === 'Organization',
    isEmpty: async () => (await git.refs('refs/heads/')).length === 0,
    visibility: visibility(repository),
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    pushedAt: repository.pushedAt,
    mergeCommitAllowed: repository.allowMergeCommit,
    squashMergeAllowed: repository.allowSquashMerge,
    rebaseMergeAllowed: repository.allowRebaseMerge,
    deleteBranchOnMerge: repository.deleteBranchOnMerge,
    owner: () =>
      owner.type === 'Organization'
        ? organizationNode(graph, owner)
        : userNode(graph, owner),
    viewerPermission: async () => {
      const held = await permissionOf(context, actor, repository);
      return held === 'none' ? null : held.toUpperCase();
    },
    // The forge does not detect languages: it knows of none.
    primaryLanguage: null,
    languages: (args: PageArgs) => ({
      ...connection(graph, [], args, {
        name: 'languages',
        key: () => '',
        toNode: () => ({}),
      }),
      totalSize: 0,
    }),
    repositoryTopics: (args: PageArgs) =>
      connection(graph, repository.topics, args, {
        name: 'repositoryTopics',
        key: topic => topic,
        toNode: topic => topicNode(context.baseUrl, repository, topic),
      }),
    defaultBranchRef: () => refNode(node, git, repository.defaultBranch),
    ref: async ({ qualifiedName }: { qualifiedName: string }) => {
      const ref = await refNode(node, git, qualifiedName);
      return (
        ref && {
          ...ref,
          associatedPullRequests: (args: PullArgs) =>
            pullConnection(graph, located, () => node, {
              ...args,
              headRefName: String(ref.name),
            }),
        }
      );
    },
    pullRequests: (args: PullArgs) =>
      pullConnection(graph, located, () => node, args),
    pullRequest: async ({ number }: { number: number }) => {
      const pull = await findPull(context, repository.id, number);
      if (!pull) {
        throw notResolved('a PullRequest', `the number of ${number}`);
      }
      return pullNode(graph, located, () => node, pull);
    },
    viewerDefaultMergeMethod: mergeMethodOf(repository),
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      gitObjectNode(node, git, {
        expression: expression ?? oid ?? 'HEAD',
        defaultBranch: repository.defaultBranch,
      }),
  };
  return node;
}

/** The first that the repository allows, in the order of GitHub's button. */
function mergeMethodOf(repository: Repository): string {
  if (repository.allowMergeCommit) return 'MERGE';
  return repository.allowSquashMerge ? 'SQUASH' : 'REBASE';
}

function visibility(repository: Repository): 'PRIVATE' | 'PUBLIC' {
  return repository.private ? 'PRIVATE' : 'PUBLIC';
}

function topicNode(baseUrl: string, repository: Repository, topic: string) {
  return {
    __typename: 'RepositoryTopic',
    id: topicNodeId(repository, topic),
    url: `${baseUrl}/topics/${topic}`,
    resourcePath: `/topics/${topic}`,
    topic: {
      __typename: 'Topic',
      id: topicNodeId(repository, topic),
      name: topic,
    },
  };
}
