import type { ForgeContext } from '../../context.ts';
import type { GitCommit, Signature } from '../../git/types.ts';
import type { FileChange } from '../../git/types.ts';
import type { Account } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, pathUrl, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

const person = ({ name, email, date }: Signature) => ({ name, email, date });

/** Finds the account that a commit's address belongs to. */
export type AuthorLookup = (signature: Signature) => Account | null;

/** `commit`: as lists and comparisons show it. */
export function commit(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  git: GitCommit,
  authorOf: AuthorLookup,
): Schema<'commit'> {
  const url = apiUrl(context, `/repos/${repo}/commits/${git.sha}`);
  const html = webUrl(context, `/${repo}/commit/${git.sha}`);
  const author = authorOf(git.author);
  const committer = authorOf(git.committer);
  return {
    sha: git.sha,
    node_id: nodeId('Commit', git.sha),
    url,
    html_url: html,
    comments_url: `${url}/comments`,
    commit: {
      url: apiUrl(context, `/repos/${repo}/git/commits/${git.sha}`),
      author: person(git.author),
      committer: person(git.committer),
      message: git.message,
      comment_count: 0,
      tree: {
        sha: git.tree,
        url: apiUrl(context, `/repos/${repo}/git/trees/${git.tree}`),
      },
      verification: unsigned,
    },
    author: author ? simpleUser(context, author) : null,
    committer: committer ? simpleUser(context, committer) : null,
    parents: git.parents.map(sha => ({
      sha,
      url: apiUrl(context, `/repos/${repo}/commits/${sha}`),
      html_url: webUrl(context, `/${repo}/commit/${sha}`),
    })),
  };
}

/** `git-commit`: the object itself. */
export function gitCommit(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  git: GitCommit,
): Schema<'git-commit'> {
  return {
    sha: git.sha,
    node_id: nodeId('Commit', git.sha),
    url: apiUrl(context, `/repos/${repo}/git/commits/${git.sha}`),
    html_url: webUrl(context, `/${repo}/commit/${git.sha}`),
    author: person(git.author),
    committer: person(git.committer),
    message: git.message,
    tree: {
      sha: git.tree,
      url: apiUrl(context, `/repos/${repo}/git/trees/${git.tree}`),
    },
    parents: git.parents.map(sha => ({
      sha,
      url: apiUrl(context, `/repos/${repo}/git/commits/${sha}`),
      html_url: webUrl(context, `/${repo}/commit/${sha}`),
    })),
    verification: unsigned,
  };
}

/** `diff-entry`: one changed file. */
export function diffEntry(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  sha: string,
  change: FileChange,
): Schema<'diff-entry'> {
  const path = pathUrl(change.path);
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: webUrl(context, `/${repo}/blob/${sha}/${path}`),
    raw_url: webUrl(context, `/${repo}/raw/${sha}/${path}`),
    contents_url: apiUrl(context, `/repos/${repo}/contents/${path}?ref=${sha}`),
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath ? { previous_filename: change.previousPath } : {}),
  };
}
