import type {
  PullRequestCheck,
  ReviewDetail,
} from '@slipway/plugin-gitops-common';
import type { GithubDetail } from './pullRequestReply';

/** What GitHub says if the button works; `UNSTABLE`: a check failed that nobody demands. */
const MAY_BE_MERGED = new Set(['CLEAN', 'UNSTABLE', 'HAS_HOOKS']);

/** Whether GitHub would merge it now, and in one line why not. */
export function mergeOf(
  pull: GithubDetail,
  checks: readonly PullRequestCheck[],
): ReviewDetail['merge'] {
  if (pull.state === 'MERGED') {
    return {
      state: 'merged',
      mergedAt: pull.mergedAt ?? undefined,
      mergeCommit: pull.mergeCommit?.oid,
    };
  }
  if (pull.state === 'CLOSED') {
    return { state: 'blocked', reason: 'It was closed without being merged.' };
  }
  if (pull.mergeable === 'CONFLICTING') {
    return {
      state: 'conflict',
      reason: `It conflicts with ${pull.baseRefName}; bring its branch up to date.`,
    };
  }
  if (MAY_BE_MERGED.has(pull.mergeStateStatus)) {
    return { state: 'mergeable' };
  }
  const reasons = [...reasonsOf(pull, checks)];
  if (reasons.length > 0) {
    return { state: 'blocked', reason: reasons.join(' ') };
  }
  return pull.mergeStateStatus === 'BLOCKED'
    ? { state: 'blocked', reason: 'The rules of the branch forbid it.' }
    : { state: 'unknown', reason: 'The forge is still working it out.' };
}

function* reasonsOf(
  pull: GithubDetail,
  checks: readonly PullRequestCheck[],
): Generator<string> {
  if (pull.isDraft) {
    yield 'It is a draft.';
  }
  if (pull.reviewDecision === 'CHANGES_REQUESTED') {
    yield 'A reviewer asked for changes.';
  }
  if (pull.reviewDecision === 'REVIEW_REQUIRED') {
    yield 'The approval of a reviewer who may give it is missing.';
  }
  for (const { name, state, required } of checks) {
    if (required && state !== 'success') {
      yield `The check ${name} ${state === 'failure' ? 'failed' : 'has not ended'}.`;
    }
  }
  if (pull.mergeStateStatus === 'BEHIND') {
    yield `Its branch is behind ${pull.baseRefName}; bring it up to date.`;
  }
}
