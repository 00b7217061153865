import { accountPermission, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import type { GitRepository } from '../git/GitRepository.ts';
import type { BranchProtection, Repository } from '../store/types.ts';
import { passedCommits } from './checks.ts';

async function mayPush(
  { store }: Pick<ForgeContext, 'store'>,
  actor: Actor,
  { rules }: BranchProtection,
): Promise<boolean> {
  const { account } = actor;
  if (!rules.restrictions || !account) return true;
  const { users, teams } = rules.restrictions;
  if (users.some(login => login.toLowerCase() === account.login.toLowerCase()))
    return true;
  const memberships = await store.teamMembers.list({ userId: account.id });
  if (!memberships.length || !teams.length) return false;
  const rows = await store.teams.list({
    id: memberships.map(row => row.teamId),
  });
  return rows.some(team => teams.includes(team.slug));
}

/**
 * What this pusher may not do, one line a rule: `<ref> <rule> [argument…]`.
 * The same lines go to git's update hook and to {@link refusal}.
 */
export async function pushRules(
  context: ForgeContext,
  actor: Actor,
  repo: Repository,
): Promise<string[]> {
  const protections = await context.store.protections.list({ repoId: repo.id });
  if (!protections.length) return [];
  const admin =
    actor.account !== null &&
    (await accountPermission(context.store, actor.account, repo)) === 'admin';
  const lines: string[] = [];
  for (const protection of protections) {
    const { branch, rules } = protection;
    const add = (rule: string) => lines.push(`refs/heads/${branch} ${rule}`);
    if (!rules.allowForcePushes) add('no-force');
    if (!rules.allowDeletions) add('no-delete');
    if (admin && !rules.enforceAdmins) continue;
    if (rules.lockBranch) add('locked');
    if (!admin && !(await mayPush(context, actor, protection)))
      add('restricted');
    if (rules.reviews) add('pull-request');
    if (rules.checks?.contexts.length) {
      const passed = await passedCommits(context, repo, rules.checks.contexts);
      add(`checks ${passed.join(' ')}`);
    }
  }
  return lines;
}

/** Why a ref may not move so, in GitHub's words; undefined when it may. */
export async function refusal(
  git: GitRepository,
  rules: readonly string[],
  ref: string,
  before: string | null,
  after: string | null,
): Promise<string | undefined> {
  for (const line of rules) {
    const [name, rule = '', ...arguments_] = line.split(' ');
    if (name !== ref) continue;
    if (after === null) {
      if (rule === 'no-delete') return 'Cannot delete this protected branch';
      continue;
    }
    if (rule === 'locked') return 'Cannot change this locked branch';
    if (rule === 'restricted')
      return "You're not authorized to push to this branch.";
    if (rule === 'pull-request')
      return 'Changes must be made through a pull request.';
    if (rule === 'checks' && !arguments_.includes(after))
      return 'Required status checks are expected.';
    if (
      rule === 'no-force' &&
      before &&
      !(await git.isAncestor(before, after))
    ) {
      return 'Cannot force-push to this branch';
    }
  }
  return undefined;
}
