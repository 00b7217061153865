import { conflict, unprocessable, type HttpError } from '../http/errors.ts';
import type { RepositoryScope } from './call.ts';

/**
 * The commit that a branch, tag or sha names.
 * @param missing - what to throw when there is none; some endpoints say 404, most 422
 * @throws HttpError 409 for an empty repository.
 */
export async function commitOf(
  { git }: RepositoryScope,
  ref: string,
  missing: HttpError = unprocessable(`No commit found for SHA: ${ref}`),
): Promise<string> {
  const sha = await git.resolve(ref);
  if (sha) return sha;
  if ((await git.refs('refs/heads/')).length === 0)
    throw conflict('Git Repository is empty.');
  throw missing;
}
