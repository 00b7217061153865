import type { ForgePullRequestDetail } from '@slipway/plugin-gitops-node';
import { MergeConflictError } from '../../git/GitObjects';
import type { EngineParts, PromotionWork } from './PromotionWork';

/** Somebody who keeps a branch up to date for longer has to ask for approval again. */
const MOST_UPDATES = 50;

/**
 * Earlier commits of a pull request whose change is that of its newest: since then, its branch was only brought up to
 * date with what Git has, without a line of anybody's own. The forge is not taken at its word for it.
 */
export async function commitsOfSameChange(
  { parts: { index, mirror, branch } }: PromotionWork,
  { commit: newest, events }: ForgePullRequestDetail,
): Promise<ReadonlySet<string>> {
  const same = new Set<string>();
  // Nothing else that was said of an earlier commit counts for the newest.
  const isApproval = ({ kind, commit }: (typeof events)[number]) =>
    kind === 'approved' && commit !== undefined && commit !== newest;
  if (!events.some(isApproval)) {
    return same;
  }
  if (!(await mirror.objects.commitOf(newest))) {
    await index.refresh();
  }
  const git = await mirror.resolve(branch);
  let commit: string | undefined = newest;
  while (commit && git && same.size < MOST_UPDATES) {
    commit = await beforeUpdate(mirror, commit, git);
    if (commit) {
      same.add(commit);
    }
  }
  return same;
}

/** The first parent of a merge that is nothing but it and a commit that Git has. */
async function beforeUpdate(
  mirror: EngineParts['mirror'],
  merge: string,
  git: string,
): Promise<string | undefined> {
  const { objects } = mirror;
  const [own, other, third] = await Promise.all(
    [1, 2, 3].map(parent => objects.commitOf(`${merge}^${parent}`)),
  );
  if (!own || !other || third || !(await mirror.isAncestor(other, git))) {
    return undefined;
  }
  try {
    const tree = await objects.treeOf(merge);
    return tree === (await objects.mergedTree(own, other)) ? own : undefined;
  } catch (error) {
    if (error instanceof MergeConflictError) {
      return undefined;
    }
    throw error;
  }
}
