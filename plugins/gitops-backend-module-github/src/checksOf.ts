import type { PullRequestCheck } from '@slipway/plugin-gitops-common';
import type { GithubCheck, GithubRollupState } from './pullRequestReply';

const GOOD = new Set(['SUCCESS', 'NEUTRAL', 'SKIPPED']);

/** One word of GitHub's five. */
export function toCheckState(
  state: GithubRollupState,
): PullRequestCheck['state'] {
  if (state === 'SUCCESS') {
    return 'success';
  }
  return state === 'FAILURE' || state === 'ERROR' ? 'failure' : 'pending';
}

/**
 * The checks of a commit, those included that are demanded and have not said anything yet.
 *
 * @param required - names that the branch demands
 */
export function checksOf(
  reported: readonly GithubCheck[],
  required: readonly (string | null)[],
): PullRequestCheck[] {
  const checks = reported.map(one => {
    const check = toCheck(one);
    return {
      ...check,
      required: check.required || required.includes(check.name),
    };
  });
  const names = new Set(checks.map(({ name }) => name));
  const missing = required.filter(
    (name): name is string => name !== null && !names.has(name),
  );
  return [
    ...checks,
    ...missing.map(
      name => ({ name, state: 'pending', required: true }) as const,
    ),
  ];
}

function toCheck(one: GithubCheck): PullRequestCheck {
  if (one.__typename === 'StatusContext') {
    return {
      name: one.context,
      state: toCheckState(one.statusState),
      description: one.description ?? undefined,
      url: webAddress(one.targetUrl),
      required: one.isRequired,
    };
  }
  const state = GOOD.has(one.conclusion ?? '') ? 'success' : 'failure';
  return {
    name: one.name,
    state: one.status === 'COMPLETED' ? state : 'pending',
    description: one.title ?? undefined,
    url: webAddress(one.detailsUrl),
    required: one.isRequired,
  };
}

/** Whoever may write a status chooses its link; only those a browser may follow are shown. */
function webAddress(text: string | null): string | undefined {
  const url = text ? URL.parse(text) : null;
  return url && ['http:', 'https:'].includes(url.protocol)
    ? url.href
    : undefined;
}
