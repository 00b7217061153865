import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { unprocessable } from '../http/errors.ts';
import { pushRules, refusal } from './pushRules.ts';
import { refsMoved } from './refsMoved.ts';
import type { Located } from './repositories.ts';

const zero = '0'.repeat(40);

/** A ref to move; `before` null where none was, `after` null to delete it. */
export interface RefChange {
  ref: string;
  before: string | null;
  after: string | null;
}

/**
 * Moves a ref for somebody through the API, under the same rules as a push.
 * @throws HttpError 422 when the branch is protected; GitError when the ref moved in between.
 */
export async function moveRef(
  context: ForgeContext,
  actor: Actor,
  { repo }: Located,
  { ref, before, after }: RefChange,
): Promise<void> {
  const git = context.git.open(repo.id);
  await context.locks.run(repo.id, async () => {
    const rules = await pushRules(context, actor, repo);
    const reason = await refusal(git, rules, ref, before, after);
    if (reason) throw unprocessable(reason);
    await git.updateRef(ref, after, before);
  });
  await refsMoved(context, actor, repo, [
    { ref, before: before ?? zero, after: after ?? zero },
  ]);
}
