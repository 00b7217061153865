import type { Promotion } from '@slipway/plugin-gitops-common';
import type { GitOpsForge } from './GitOpsForge';

/**
 * Checks that promotions, all that there ever were, have one record of each state, one commit, and one pull request or
 * one merge, and that no branch is left of what is merged.
 */
export async function expectOneOfEverything(
  forge: GitOpsForge,
  promotions: readonly Promotion[],
): Promise<void> {
  const pulls = await forge.pulls();
  for (const { id, branch, history, commit, pullRequest } of promotions) {
    const made = pulls.filter(({ head }) => head.ref === branch);
    const commits = pullRequest ? await forge.commits(branch) : [];
    expect({
      id,
      states: history.map(({ state }) => state),
      pulls: made.map(({ number, head }) => [number, head.sha]),
      commits: commits.length,
    }).toEqual({
      id,
      states: [
        'requested',
        'branch',
        'committed',
        pullRequest ? 'pull-request-open' : 'merged',
      ],
      pulls: pullRequest ? [[pullRequest.number, commit]] : [],
      commits: pullRequest ? 1 : 0,
    });
  }
  const branches = promotions.flatMap(one =>
    one.pullRequest ? [one.branch] : [],
  );
  expect(await forge.branches()).toEqual(['main', ...branches].sort());
  const merges = await forge.call<{ commit: { message: string } }[]>(
    'GET',
    '/commits?per_page=100',
  );
  for (const { parts, pullRequest } of promotions) {
    const [{ component }] = parts;
    const named = merges.filter(({ commit }) =>
      commit.message.includes(component),
    );
    // The commit of the branch, and that which merged it.
    expect({ component, commits: named.length }).toEqual({
      component,
      commits: pullRequest ? 0 : 2,
    });
  }
}
