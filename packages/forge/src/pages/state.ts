import type { CheckState } from '../domain/checks.ts';
import type { PullRequest } from '../store/types.ts';
import { html, type Html } from './html.ts';
import { icon, type IconName } from './icons.ts';

/** Where a pull request stands, in GitHub's words. */
export type PullState = 'Open' | 'Draft' | 'Merged' | 'Closed';

/** @see PullState */
export function pullState(pull: PullRequest): PullState {
  if (pull.mergedAt) return 'Merged';
  if (pull.issue.state === 'closed') return 'Closed';
  return pull.draft ? 'Draft' : 'Open';
}

const PULL_ICONS: Record<PullState, IconName> = {
  Open: 'open',
  Draft: 'draft',
  Merged: 'merged',
  Closed: 'closed',
};

/** A state as colour, shape and word. */
export function pullBadge(state: PullState): Html {
  return html`<span class=${`badge ${state.toLowerCase()}`}>
    ${icon(PULL_ICONS[state])} ${state}
  </span>`;
}

const CHECK_WORDS: Record<CheckState['state'], string> = {
  success: 'passed',
  failure: 'failed',
  pending: 'pending',
};

/** A check's outcome as colour, shape and word. */
export function checkMark(state: CheckState['state']): Html {
  return html`<span class=${`mark-${state}`}>
    ${icon(state)} ${CHECK_WORDS[state]}
  </span>`;
}
