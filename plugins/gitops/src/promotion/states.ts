import type { PromotionState } from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiForbidFill,
  RiGitBranchLine,
  RiGitCommitLine,
  RiGitMergeLine,
  RiGitPullRequestLine,
  RiRefreshLine,
  RiSkipRightLine,
  RiTimeLine,
} from '@remixicon/react';
import type { Appearance } from '../components/ToneLabel';

/** What states of a promotion look like. */
export const PROMOTION_STATES: Readonly<Record<PromotionState, Appearance>> = {
  requested: { word: 'Requested', tone: 'info', Shape: RiTimeLine },
  branch: { word: 'Branch', tone: 'info', Shape: RiGitBranchLine },
  committed: { word: 'Committed', tone: 'info', Shape: RiGitCommitLine },
  'pull-request-open': {
    word: 'Pull request',
    tone: 'info',
    Shape: RiGitPullRequestLine,
  },
  merged: { word: 'Merged', tone: 'info', Shape: RiGitMergeLine },
  synced: { word: 'Synced', tone: 'info', Shape: RiRefreshLine },
  healthy: { word: 'Healthy', tone: 'positive', Shape: RiCheckboxCircleFill },
  refused: { word: 'Refused', tone: 'negative', Shape: RiForbidFill },
  superseded: { word: 'Superseded', tone: 'quiet', Shape: RiSkipRightLine },
  failed: { word: 'Failed', tone: 'negative', Shape: RiAlertFill },
  cancelled: { word: 'Cancelled', tone: 'quiet', Shape: RiCloseCircleLine },
};

/** The way of a promotion that goes well. */
export function wayOf(direct: boolean): PromotionState[] {
  return [
    'requested',
    'branch',
    'committed',
    ...(direct ? [] : ['pull-request-open' as const]),
    'merged',
    'synced',
    'healthy',
  ];
}
