import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { conflict, notFound, unprocessable } from '../http/errors.ts';
import { GitError } from '../git/run.ts';
import type { GitCommit, Signature } from '../git/types.ts';
import { signatureOf } from './accounts.ts';
import { moveRef } from './moveRef.ts';
import type { Located } from './repositories.ts';

/** Files to write (`content`) or remove (`content` null) in one commit. */
export interface FileCommit {
  branch: string;
  message: string;
  files: readonly { path: string; content: Buffer | null }[];
  author?: Partial<Signature>;
  committer?: Partial<Signature>;
  /** Where the branch must be, when the caller has looked. */
  expectedHead?: string;
}

/** Whether a path is one that a tree can hold: relative, without `.`, `..`, `.git` or empty parts. */
export function isTreePath(path: string): boolean {
  return (
    path.length > 0 &&
    path.length < 4096 &&
    path
      .split('/')
      .every(
        part =>
          part !== '' &&
          part !== '.' &&
          part !== '..' &&
          !/^\.git$/i.test(part),
      ) &&
    !/[\0\n]/.test(path)
  );
}

/**
 * Commits files to a branch, which an empty repository need not have yet.
 * @throws HttpError 404 when the branch does not exist, 409 when it moved, 422 when a path is bad.
 */
export async function commitFiles(
  context: ForgeContext,
  actor: Actor,
  located: Located,
  change: FileCommit,
): Promise<GitCommit> {
  const git = context.git.open(located.repo.id);
  const ref = `refs/heads/${change.branch}`;
  const head = await git.readRef(ref);
  if (!head && (await git.refs('refs/heads/')).length) throw notFound();
  if (change.expectedHead && head !== change.expectedHead) {
    throw conflict(`is at ${head} but expected ${change.expectedHead}`);
  }
  const entries = [];
  for (const { path, content } of change.files) {
    if (!isTreePath(path))
      throw unprocessable('path contains a malformed path component');
    const existing = head ? await git.entryAt(head, path) : undefined;
    if (content === null) entries.push({ path, mode: '0', sha: null });
    else {
      const mode = existing?.type === 'blob' ? existing.mode : '100644';
      entries.push({ path, mode, sha: await git.writeBlob(content) });
    }
  }
  const { account } = actor;
  if (!account) throw notFound();
  const self = signatureOf(account, context.clock());
  const author = { ...self, ...change.committer, ...change.author };
  const committer = { ...self, ...change.committer };
  const sha = await git.writeCommit({
    tree: await git.writeTree(head ?? null, entries),
    parents: head ? [head] : [],
    message: change.message,
    author,
    committer,
  });
  try {
    await moveRef(context, actor, located, {
      ref,
      before: head ?? null,
      after: sha,
    });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw conflict(
      `${change.branch} moved while the commit was made. Try again.`,
    );
  }
  return git.readCommit(sha);
}
