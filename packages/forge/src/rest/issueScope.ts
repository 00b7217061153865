import { notFound } from '../http/errors.ts';
import type { Issue, Permission } from '../store/types.ts';
import type { Call, RepositoryScope } from './call.ts';

/** The repository and the issue or pull request in the path. */
export async function issueScope(
  call: Call,
  need: Permission,
): Promise<RepositoryScope & { issue: Issue }> {
  const scope = await call.repo(need);
  const issue = await call.context.store.issues.find({
    repoId: scope.repo.id,
    number: call.id('number'),
  });
  if (!issue) throw notFound();
  return { ...scope, issue };
}
