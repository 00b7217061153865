import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { GitError } from '../git/run.ts';
import type { GitCommit } from '../git/types.ts';
import { conflict, HttpError, notFound } from '../http/errors.ts';
import { forgeSignature, signatureOf } from './accounts.ts';
import { moveRef } from './moveRef.ts';
import type { Located } from './repositories.ts';

/** A branch to merge into, and a branch or commit to merge. */
export interface BranchMerge {
  base: string;
  head: string;
  message?: string;
}

/** A branch that keeps moving is given up after this many attempts. */
const attempts = 5;

/**
 * Merges a branch or commit into a branch without a pull request.
 * @returns the merge commit; undefined when the base has it all already
 * @throws HttpError 404 when either is missing, 409 when they conflict, 422 when the base is protected.
 */
export async function mergeBranch(
  context: ForgeContext,
  actor: Actor,
  located: Located,
  { base, head, message }: BranchMerge,
): Promise<GitCommit | undefined> {
  const { account } = actor;
  if (!account) throw notFound();
  const git = context.git.open(located.repo.id);
  const ref = `refs/heads/${base}`;
  const theirs =
    (await git.readRef(`refs/heads/${head}`)) ??
    (/^[0-9a-f]{40}$/.test(head) && (await git.typeOf(head)) === 'commit'
      ? head
      : undefined);
  if (!theirs) throw new HttpError(404, 'Head does not exist');
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const ours = await git.readRef(ref);
    if (!ours) throw new HttpError(404, 'Base does not exist');
    if (await git.isAncestor(theirs, ours)) return undefined;
    const merged = await git.mergeTree(ours, theirs);
    if (!merged.clean) throw conflict('Merge conflict');
    const now = context.clock();
    const sha = await git.writeCommit({
      tree: merged.tree,
      parents: [ours, theirs],
      message: message ?? `Merge ${head} into ${base}`,
      author: signatureOf(account, now),
      committer: forgeSignature(now),
    });
    try {
      await moveRef(context, actor, located, {
        ref,
        before: ours,
        after: sha,
      });
      return git.readCommit(sha);
    } catch (error) {
      // Somebody pushed in between.
      if (!(error instanceof GitError)) throw error;
    }
  }
  throw conflict('Base branch was modified. Review and try the merge again.');
}
