import type { ForgeContext } from '../context.ts';
import { followBase, followHead, headRef } from './pullRefs.ts';
import { locate } from './repositories.ts';

/**
 * Brings records and repositories together after a crash: a repository recorded and not made is made,
 * a ref that moved without its consequences has them drawn. Without a crash it changes nothing.
 */
export async function reconcile(context: ForgeContext): Promise<void> {
  const { store } = context;
  for (const repo of await store.repositories.list()) {
    await context.git.create(repo.id, repo.defaultBranch);
  }
  const open = await store.issues.list({ isPull: true, state: 'open' });
  for (const issue of open) {
    const pull = await store.pulls.find({ id: issue.id });
    const repo = await store.repositories.find({ id: issue.repoId });
    const author = await store.accounts.find({ id: issue.authorId });
    if (!pull || !repo || !author) continue;
    const located = await locate(context, repo);
    const git = context.git.open(repo.id);
    if (!(await git.readRef(headRef(pull.number))))
      await git.updateRef(headRef(pull.number), pull.headSha);
    const head = await git.readRef(`refs/heads/${pull.headRef}`);
    await followHead(context, located, author, pull.headRef, head ?? null);
    const base = await git.readRef(`refs/heads/${pull.baseRef}`);
    if (base) await followBase(context, located, author, pull.baseRef, base);
  }
}
