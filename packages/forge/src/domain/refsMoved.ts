import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import type { RefMove } from '../git/httpBackend.ts';
import type { Account, Repository } from '../store/types.ts';
import { publish } from './events.ts';
import { pushPayload } from './pushPayload.ts';
import { locate, type Located } from './repositories.ts';
import { followBase, followHead } from './pullRefs.ts';

const isZero = (sha: string) => /^0+$/.test(sha);

async function announce(
  context: ForgeContext,
  located: Located,
  sender: Account,
  move: RefMove,
): Promise<void> {
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(move.ref) ?? [];
  if (!kind) return;
  const made = isZero(move.before);
  const gone = isZero(move.after);
  if (made || gone) {
    await publish(context, made ? 'create' : 'delete', {
      located,
      sender,
      body: {
        ref: name,
        ref_type: kind === 'heads' ? 'branch' : 'tag',
        pusher_type: 'user',
        ...(made
          ? {
              master_branch: located.repo.defaultBranch,
              description: located.repo.description,
            }
          : {}),
      },
    });
  }
  await publish(context, 'push', {
    located,
    sender,
    body: await pushPayload(context, located, sender, move),
  });
}

/**
 * Draws the consequences of moved refs: pull requests follow, webhooks hear.
 * Looks at where things are and not at what was done, so that doing it twice changes nothing.
 */
export async function refsMoved(
  context: ForgeContext,
  actor: Actor,
  repository: Repository,
  moves: readonly RefMove[],
): Promise<void> {
  const { store } = context;
  const repo = await store.repositories.find({ id: repository.id });
  if (!repo || !actor.account) return;
  const located = await locate(context, repo);
  const git = context.git.open(repo.id);
  const now = context.clock().toISOString();
  const branches = moves.filter(move => move.ref.startsWith('refs/heads/'));

  // A repository takes its first branch as the default when the planned one is missing.
  const first = branches
    .find(move => !isZero(move.after))
    ?.ref.slice('refs/heads/'.length);
  if (first && !(await git.readRef(`refs/heads/${repo.defaultBranch}`))) {
    await git.setDefaultBranch(first);
    await store.repositories.update({ id: repo.id }, { defaultBranch: first });
    repo.defaultBranch = first;
  }
  await store.repositories.update(
    { id: repo.id },
    { pushedAt: now, updatedAt: now },
  );
  repo.pushedAt = now;
  for (const move of moves)
    await announce(context, located, actor.account, move);
  for (const move of branches) {
    const branch = move.ref.slice('refs/heads/'.length);
    const sha = isZero(move.after) ? null : move.after;
    await followHead(context, located, actor.account, branch, sha);
    if (sha) await followBase(context, located, actor.account, branch, sha);
  }
}
