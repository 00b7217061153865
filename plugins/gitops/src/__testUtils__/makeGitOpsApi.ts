import type { GitOpsApi } from '../api';
import { makeCreation } from './creation';
import { environments, index, makeDelivery, pullRequest } from './fixtures';
import { figures } from './history';
import {
  makeCellDetail,
  makePreview,
  makePromotionDetail,
  reportedRelease,
  rollbacks,
} from './promotions';
import { makePlan, manifests, planState, review, rollout } from './reviews';

/** A backend that knows what the other fixtures say, except where told otherwise. */
export function makeGitOpsApi(over: Partial<GitOpsApi> = {}): GitOpsApi {
  return {
    getDelivery: async () => makeDelivery(),
    getArgoApplications: async () => ({ instances: [] }),
    getCell: async () => makeCellDetail(),
    getBoard: async () => ({
      environments: [],
      clusters: [],
      rows: [],
      total: 0,
      states: {},
      index,
    }),
    getOpenPullRequests: async () => [pullRequest],
    getEnvironments: async () => environments,
    getAvailability: async component => ({
      component,
      available: true,
      checks: [],
    }),
    getReviews: async () => [review],
    getReviewsOf: async () => [review],
    getReview: async () => review,
    getPlanState: async () => planState,
    getRollout: async () => rollout,
    getPlan: async () => makePlan(),
    getManifests: async () => manifests,
    planCreation: async () => makeCreation(),
    submitReview: async () => undefined,
    mergePullRequest: async () => undefined,
    getChanges: async () => ({ changes: [] }),
    getFigures: async () => figures,
    getComparison: async ({ source, target }) => ({
      source,
      target,
      differences: [],
      same: [],
      missingInTarget: [],
      missingInSource: [],
      ambiguous: [],
    }),
    getReleases: async () => ({ releases: [reportedRelease] }),
    getRollbackCandidates: async () => rollbacks,
    getPromotions: async () => ({ promotions: [] }),
    getPromotion: async () => makePromotionDetail(),
    previewPromotion: async () => makePreview(),
    createPromotion: async () => makePromotionDetail(),
    cancelPromotion: async () => makePromotionDetail(),
    takeOutOfTrain: async () => makePromotionDetail(),
    getHolds: async () => [],
    hold: async () => undefined,
    releaseHold: async () => undefined,
    ...over,
  };
}
