import { accountPermission, atLeast } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import type { ProtectionRules, PullRequest, Review } from '../store/types.ts';
import { accountLookup } from './accounts.ts';
import { checksOf } from './checks.ts';
import { codeOwnersOf } from './codeOwners.ts';
import type { Located } from './repositories.ts';

/** Whether a pull request can be merged now, and what stands in the way. */
export interface Mergeability {
  /** Null when it is closed: nobody asks any more. */
  mergeable: boolean | null;
  state:
    'clean' | 'dirty' | 'blocked' | 'behind' | 'unstable' | 'draft' | 'unknown';
  /** The tree that the merge gives. */
  tree: string | null;
  conflicts: string[];
  /** What the base branch's protection still demands, in GitHub's words. */
  blockers: string[];
}

/** The last word of each reviewer: approval, request for changes, or dismissed. */
export async function standingReviews(
  { store }: Pick<ForgeContext, 'store'>,
  pull: PullRequest,
): Promise<Review[]> {
  const last = new Map<number, Review>();
  for (const review of await store.reviews.list(
    { pullId: pull.id },
    { orderBy: 'id' },
  )) {
    if (review.state !== 'COMMENTED' && review.state !== 'PENDING')
      last.set(review.userId, review);
  }
  return [...last.values()];
}

/** What reviews still owe to the base branch's protection, in GitHub's words. */
export async function reviewBlockers(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
  rules: NonNullable<ProtectionRules['reviews']>,
): Promise<string[]> {
  const reviews = await standingReviews(context, pull);
  const account = await accountLookup(
    context,
    reviews.map(review => review.userId),
  );
  const counted: Review[] = [];
  for (const review of reviews) {
    const permission = await accountPermission(
      context.store,
      account(review.userId),
      located.repo,
    );
    const fresh =
      !rules.requireLastPushApproval || review.commitId === pull.headSha;
    if (
      atLeast(permission, 'write') &&
      (fresh || review.state === 'CHANGES_REQUESTED')
    )
      counted.push(review);
  }
  const blockers: string[] = [];
  if (counted.some(review => review.state === 'CHANGES_REQUESTED')) {
    blockers.push(
      'Changes have been requested by reviewers with write access.',
    );
  }
  const approvals = counted.filter(review => review.state === 'APPROVED');
  if (approvals.length < rules.count) {
    const noun =
      rules.count === 1 ? 'approving review is' : 'approving reviews are';
    blockers.push(
      `At least ${rules.count} ${noun} required by reviewers with write access.`,
    );
  }
  if (rules.requireCodeOwners) {
    const approvers = approvals.map(review => review.userId);
    for (const group of await codeOwnersOf(context, located, pull)) {
      const members = group.teams.length
        ? await context.store.teamMembers.list({
            teamId: group.teams.map(team => team.id),
          })
        : [];
      const owners = new Set([
        ...group.users.map(user => user.id),
        ...members.map(row => row.userId),
      ]);
      if (owners.size && !approvers.some(id => owners.has(id))) {
        blockers.push(
          `Waiting on code owner review from ${group.owners.map(owner => owner.replace(/^@/, '')).join(' and/or ')}.`,
        );
      }
    }
  }
  return blockers;
}

async function checkBlockers(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
  contexts: readonly string[],
): Promise<string[]> {
  const checks = new Map(
    (await checksOf(context, located.repo, pull.headSha)).map(check => [
      check.name,
      check.state,
    ]),
  );
  return contexts.flatMap(name => {
    const state = checks.get(name);
    if (state === 'success') return [];
    const verb = { pending: 'is pending', failure: 'is failing' };
    return [
      `Required status check "${name}" ${state ? verb[state] : 'is expected'}.`,
    ];
  });
}

/** Decides about a pull request from git, reviews, checks and the base branch's protection. */
export async function mergeabilityOf(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
): Promise<Mergeability> {
  const none = { tree: null, conflicts: [], blockers: [] };
  if (pull.issue.state === 'closed')
    return { mergeable: null, state: 'unknown', ...none };
  const git = context.git.open(located.repo.id);
  const base = await git.readRef(`refs/heads/${pull.baseRef}`);
  if (!base) return { mergeable: false, state: 'dirty', ...none };
  const merge = await git.mergeTree(base, pull.headSha);
  const protection = await context.store.protections.find({
    repoId: located.repo.id,
    branch: pull.baseRef,
  });
  const blockers: string[] = [];
  let behind = false;
  if (protection) {
    const { rules } = protection;
    if (rules.lockBranch) blockers.push('This branch is locked.');
    if (rules.reviews)
      blockers.push(
        ...(await reviewBlockers(context, located, pull, rules.reviews)),
      );
    if (rules.checks) {
      blockers.push(
        ...(await checkBlockers(context, located, pull, rules.checks.contexts)),
      );
      behind =
        rules.checks.strict &&
        rules.checks.contexts.length > 0 &&
        !(await git.isAncestor(base, pull.headSha));
      if (behind)
        blockers.push(
          'Head branch is out of date. Update it and try the merge again.',
        );
    }
  }
  const tree = merge.clean ? merge.tree : null;
  const conflicts = merge.clean ? [] : merge.conflicts;
  const result = (state: Mergeability['state']) => ({
    mergeable: merge.clean,
    state,
    tree,
    conflicts,
    blockers,
  });
  if (!merge.clean) return result('dirty');
  if (pull.draft) return result('draft');
  if (behind && blockers.length === 1) return result('behind');
  if (blockers.length) return result('blocked');
  const checks = await checksOf(context, located.repo, pull.headSha);
  return result(
    checks.every(check => check.state === 'success') ? 'clean' : 'unstable',
  );
}
