import type { ForgeContext } from '../context.ts';
import type { Account, Pull } from '../store/types.ts';
import { publishPull } from './pullFacts.ts';
import type { Located } from './repositories.ts';

/** The ref under which the head of a pull request stays, whatever happens to its branch. */
export const headRef = (number: number) => `refs/pull/${number}/head`;

/** Names the commit that a merge is about to put on the base branch, so that a crash in between is mended. */
export const mergingRef = (number: number) => `refs/forge/merging/${number}`;

async function openPulls(
  context: ForgeContext,
  where: Partial<Pull>,
): Promise<Pull[]> {
  const pulls = await context.store.pulls.list({ ...where, mergedAt: null });
  if (!pulls.length) return [];
  const open = await context.store.issues.list({
    id: pulls.map(pull => pull.id),
    state: 'open',
  });
  const ids = new Set(open.map(issue => issue.id));
  return pulls.filter(pull => ids.has(pull.id));
}

async function close(
  context: ForgeContext,
  pull: Pull,
  byId: number,
): Promise<void> {
  const now = context.clock().toISOString();
  await context.store.issues.update(
    { id: pull.id },
    { state: 'closed', closedAt: now, closedById: byId, updatedAt: now },
  );
}

/** Records a pull request as merged. */
export async function recordMerge(
  context: ForgeContext,
  located: Located,
  sender: Account,
  pull: Pull,
  sha: string,
): Promise<void> {
  const now = context.clock().toISOString();
  await context.store.transaction(async store => {
    await store.pulls.update(
      { id: pull.id },
      { mergedAt: now, mergedById: sender.id, mergeCommitSha: sha },
    );
    await store.issues.update(
      { id: pull.id },
      { state: 'closed', closedAt: now, closedById: sender.id, updatedAt: now },
    );
  });
  await context.git
    .open(located.repo.id)
    .updateRef(mergingRef(pull.number), null);
  await publishPull(context, located, sender, pull.number, 'closed');
}

async function dismissStale(
  context: ForgeContext,
  located: Located,
  pull: Pull,
): Promise<void> {
  const { store } = context;
  const protection = await store.protections.find({
    repoId: located.repo.id,
    branch: pull.baseRef,
  });
  if (!protection?.rules.reviews?.dismissStale) return;
  await store.reviews.update(
    { pullId: pull.id, state: 'APPROVED' },
    { state: 'DISMISSED' },
  );
}

/** Brings the pull requests from a branch to where it now is; null: it was deleted. */
export async function followHead(
  context: ForgeContext,
  located: Located,
  sender: Account,
  branch: string,
  sha: string | null,
): Promise<void> {
  const git = context.git.open(located.repo.id);
  for (const pull of await openPulls(context, {
    repoId: located.repo.id,
    headRef: branch,
  })) {
    if (sha === null) {
      await close(context, pull, sender.id);
      await publishPull(context, located, sender, pull.number, 'closed');
    } else if (sha !== pull.headSha) {
      await git.updateRef(headRef(pull.number), sha);
      await context.store.pulls.update({ id: pull.id }, { headSha: sha });
      await context.store.issues.update(
        { id: pull.id },
        { updatedAt: context.clock().toISOString() },
      );
      await dismissStale(context, located, pull);
      await publishPull(context, located, sender, pull.number, 'synchronize', {
        before: pull.headSha,
        after: sha,
      });
    }
  }
}

/** Brings the pull requests into a branch to where it now is; those it contains are merged. */
export async function followBase(
  context: ForgeContext,
  located: Located,
  sender: Account,
  branch: string,
  sha: string,
): Promise<void> {
  const git = context.git.open(located.repo.id);
  for (const pull of await openPulls(context, {
    repoId: located.repo.id,
    baseRef: branch,
  })) {
    const merging = await git.readRef(mergingRef(pull.number));
    if (merging && (await git.isAncestor(merging, sha))) {
      await recordMerge(context, located, sender, pull, merging);
    } else if (await git.isAncestor(pull.headSha, sha)) {
      await recordMerge(context, located, sender, pull, sha);
    } else if (pull.baseSha !== sha) {
      await context.store.pulls.update({ id: pull.id }, { baseSha: sha });
    }
  }
}
