import { conflict, unprocessable } from '../http/errors.ts';
import type { RepositoryScope } from './call.ts';

/**
 * The commit that a branch, tag or sha names.
 * @throws HttpError 409 for an empty repository, 422 when there is none.
 */
export async function commitOf(
  { git }: RepositoryScope,
  ref: string,
): Promise<string> {
  const sha = await git.resolve(ref);
  if (sha) return sha;
  if ((await git.refs('refs/heads/')).length === 0)
    throw conflict('Git Repository is empty.');
  throw unprocessable(`No commit found for SHA: ${ref}`);
}
