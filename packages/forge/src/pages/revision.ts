import type { GitRepository } from '../git/GitRepository.ts';
import { notFound } from '../http/errors.ts';

/** A commit and a path in it, as an address names them. */
export interface Revision {
  /** the branch, tag or commit as it was written */
  name: string;
  commit: string;
  path: string;
}

/**
 * Splits `<revision>/<path>`: branch names contain slashes too, so the shortest beginning
 * that names a commit is the revision. Git allows no branch to begin with another's name and
 * a slash, so there is only one.
 *
 * @throws HttpError 404 when nothing of it names a commit
 */
export async function splitRevision(
  git: GitRepository,
  text: string,
): Promise<Revision> {
  const parts = text.split('/').filter(Boolean).slice(0, 100);
  for (let length = 1; length <= parts.length; length += 1) {
    const name = parts.slice(0, length).join('/');
    const commit = await git.resolve(name);
    if (commit) return { name, commit, path: parts.slice(length).join('/') };
  }
  throw notFound();
}
