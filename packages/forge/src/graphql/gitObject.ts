import type { GitRepository } from '../git/GitRepository.ts';
import type { ObjectType } from '../git/types.ts';
import type { Node } from './graph.ts';
import { objectNodeId } from './identity.ts';

/** GitHub gives the text of a blob up to this many bytes. */
const MAX_TEXT = 512 * 1024;

const TYPE_NAMES: Record<ObjectType, string> = {
  blob: 'Blob',
  tree: 'Tree',
  commit: 'Commit',
  tag: 'Tag',
};

/** A branch (`main`) or a full ref (`refs/tags/v1`) as a `Ref`; null when there is none. */
export async function refNode(
  repository: Node,
  git: GitRepository,
  name: string,
): Promise<Node | null> {
  const full = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const sha = await git.readRef(full);
  if (!sha) return null;
  const [, prefix = '', short = ''] = /^(refs\/[^/]+\/)(.+)$/.exec(full) ?? [];
  return {
    __typename: 'Ref',
    id: objectNodeId('Ref', repository.databaseId, full),
    name: short,
    prefix,
    repository,
    target: () => objectNode(repository, git, sha),
  };
}

/** What `<revision>:<path>` or `<revision>` names; null when there is nothing. */
export async function gitObjectNode(
  repository: Node,
  git: GitRepository,
  { expression, defaultBranch }: { expression: string; defaultBranch: string },
): Promise<Node | null> {
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const path = colon < 0 ? '' : expression.slice(colon + 1);
  const commit = await git.resolve(
    revision === 'HEAD' ? defaultBranch : revision,
  );
  if (!commit) {
    const exact = colon < 0 && (await git.typeOf(revision));
    return exact ? objectNode(repository, git, revision) : null;
  }
  if (colon < 0) return objectNode(repository, git, commit);
  if (!path) {
    const { tree } = await git.readCommit(commit);
    return objectNode(repository, git, tree);
  }
  const entry = await git.entryAt(commit, path);
  return entry ? objectNode(repository, git, entry.sha, entry.size) : null;
}

async function objectNode(
  repository: Node,
  git: GitRepository,
  sha: string,
  size?: number,
): Promise<Node> {
  const type = (await git.typeOf(sha)) ?? 'blob';
  const common = {
    __typename: TYPE_NAMES[type],
    id: objectNodeId(TYPE_NAMES[type], repository.databaseId, sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    commitUrl: `${repository.url}/commit/${sha}`,
    commitResourcePath: `${repository.resourcePath}/commit/${sha}`,
    repository,
  };
  if (type === 'blob') return { ...common, ...blobFields(git, sha, size) };
  if (type === 'tree')
    return { ...common, ...treeFields(repository, git, sha) };
  if (type === 'commit') {
    const { message, committer, author, tree } = await git.readCommit(sha);
    return {
      ...common,
      message,
      messageHeadline: message.split('\n', 1)[0],
      committedDate: committer.date,
      authoredDate: author.date,
      url: common.commitUrl,
      resourcePath: common.commitResourcePath,
      tree: () => objectNode(repository, git, tree),
    };
  }
  return common;
}

function blobFields(git: GitRepository, sha: string, size?: number): Node {
  let content: Promise<Buffer> | undefined;
  const read = () => (content ??= git.readBlob(sha));
  const isBinary = async () => (await read()).subarray(0, 8000).includes(0);
  return {
    byteSize: async () => size ?? (await read()).length,
    isBinary,
    isTruncated: async () => (await read()).length > MAX_TEXT,
    text: async () =>
      (await isBinary())
        ? null
        : (await read()).subarray(0, MAX_TEXT).toString('utf8'),
  };
}

function treeFields(repository: Node, git: GitRepository, sha: string): Node {
  return {
    entries: async () =>
      ((await git.readTree(sha)) ?? []).map(entry => ({
        __typename: 'TreeEntry',
        name: entry.path,
        path: entry.path,
        oid: entry.sha,
        type: entry.type,
        mode: parseInt(entry.mode, 8),
        size: entry.size ?? 0,
        repository,
        object: () => objectNode(repository, git, entry.sha, entry.size),
      })),
  };
}
