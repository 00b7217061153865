import {
  cellDetailSchema,
  promotionDetailSchema,
  promotionPreviewSchema,
  promotionSchema,
  versionChangeSchema,
  type CellDetail,
  type Promotion,
  type PromotionDetail,
  type PromotionPreview,
  type ReportedRelease,
  type RollbackCandidatesResponse,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import { makeCell, minutesAgo } from './fixtures';
import { commitId } from './reviews';

const images = [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }];

/** Casey's promotion of shop 1.5.0 to prod, which waits for its pull request. */
export function makePromotion(over: Partial<Promotion> = {}): Promotion {
  return promotionSchema.parse({
    id: 'p-1',
    kind: 'promotion',
    environment: 'prod',
    source: 'dev',
    parts: [
      {
        component: 'shop',
        overlay: 'apps/shop/overlays/prod',
        clusters: ['yc', 'vk'],
        from: '1.4.2',
        to: '1.5.0',
        images,
      },
    ],
    state: 'pull-request-open',
    direct: false,
    hotfix: false,
    requestedBy: 'user:default/casey',
    requestedAt: minutesAgo(5),
    branch: 'slipway/promote/p-1',
    commit: commitId(3),
    pullRequest: {
      number: 21,
      url: 'http://forge.example/acme/infra-gitops/pull/21',
    },
    history: [
      { state: 'requested', at: minutesAgo(5), by: 'user:default/casey' },
      { state: 'branch', at: minutesAgo(5) },
      { state: 'committed', at: minutesAgo(5) },
      { state: 'pull-request-open', at: minutesAgo(4) },
    ],
    ...over,
  });
}

/** {@link makePromotion} with one gate that waits. */
export function makePromotionDetail(
  over: Partial<PromotionDetail> = {},
): PromotionDetail {
  return promotionDetailSchema.parse({
    promotion: makePromotion(),
    gates: [
      { gate: 'policies', state: 'open', message: 'No policy is against it' },
      {
        gate: 'approvals',
        state: 'waiting',
        message: 'Waits for 1 approval of 1',
      },
    ],
    behind: [],
    verdict: { level: 'safe', reasons: [] },
    ...over,
  });
}

/** What {@link makePromotion} would do. */
export function makePreview(
  over: Partial<PromotionPreview> = {},
): PromotionPreview {
  return promotionPreviewSchema.parse({
    parts: makePromotion().parts,
    direct: false,
    gates: makePromotionDetail().gates,
    behind: [],
    supersedes: [],
    plan: 'plan-1',
    verdict: { level: 'safe', reasons: [] },
    ...over,
  });
}

/** The promotion that brought 1.4.2 to prod, healthy on both clusters. */
export function makeChange(over: Partial<VersionChange> = {}): VersionChange {
  return versionChangeSchema.parse({
    id: 'change-1',
    kind: 'promotion',
    component: 'shop',
    environment: 'prod',
    overlay: 'apps/shop/overlays/prod',
    clusters: ['yc', 'vk'],
    from: '1.4.1',
    to: '1.4.2',
    images: [{ name: 'ghcr.io/acme/shop', tag: '1.4.2' }],
    at: minutesAgo(180),
    by: 'Casey Creator',
    commit: commitId(4),
    pullRequest: {
      number: 17,
      url: 'http://forge.example/acme/infra-gitops/pull/17',
    },
    results: {
      yc: { healthyAt: minutesAgo(178) },
      vk: { healthyAt: minutesAgo(177) },
    },
    ...over,
  });
}

/** Two earlier releases of prod that were healthy. */
export const rollbacks: RollbackCandidatesResponse = {
  present: '1.4.2',
  candidates: ['1.4.1', '1.4.0'].map((version, position) => ({
    version,
    images: [{ name: 'ghcr.io/acme/shop', tag: version }],
    at: minutesAgo(1440 * (position + 1)),
    by: 'Casey Creator',
    commit: commitId(5),
    healthyAt: minutesAgo(1440 * (position + 1)),
  })),
};

/** A release that CI reported. */
export const reportedRelease: ReportedRelease = {
  component: 'shop',
  version: '1.6.0',
  images: [{ name: 'ghcr.io/acme/shop', tag: '1.6.0' }],
  source: { repository: 'acme/shop', commit: commitId(6) },
  createdAt: minutesAgo(20),
  reportedBy: 'repo:acme/shop:ref:refs/heads/main',
  digest: 'verified',
};

/** Prod on vk, where one pod of two restarts again and again. */
export function makeCellDetail(over: Partial<CellDetail> = {}): CellDetail {
  return cellDetailSchema.parse({
    component: 'shop',
    environment: 'prod',
    namespace: 'shop-prod',
    cell: makeCell({
      cluster: 'vk',
      state: 'degraded',
      health: 'Degraded',
      message: '1 pod is failing: back-off restarting (shop-7d9f-b)',
    }),
    objects: [
      {
        id: 'd',
        group: 'apps',
        kind: 'Deployment',
        name: 'shop',
        health: 'Degraded',
      },
      {
        id: 'r',
        parent: 'd',
        group: 'apps',
        kind: 'ReplicaSet',
        name: 'shop-7d9f',
      },
      {
        id: 'a',
        parent: 'r',
        group: '',
        kind: 'Pod',
        name: 'shop-7d9f-a',
        health: 'Healthy',
      },
      {
        id: 'b',
        parent: 'r',
        group: '',
        kind: 'Pod',
        name: 'shop-7d9f-b',
        health: 'Degraded',
        message: 'CrashLoopBackOff',
      },
      { id: 's', group: '', kind: 'Service', name: 'shop', health: 'Healthy' },
    ],
    pods: [
      makePod('shop-7d9f-a'),
      {
        ...makePod('shop-7d9f-b'),
        ready: false,
        restarts: 7,
        reason: 'CrashLoopBackOff',
        message: 'back-off 5m0s restarting failed container',
      },
    ],
    events: [
      {
        object: { kind: 'Pod', name: 'shop-7d9f-b' },
        reason: 'BackOff',
        message: 'Back-off restarting failed container shop',
        count: 31,
        lastSeenAt: minutesAgo(1),
      },
    ],
    changes: [makeChange()],
    promotions: [],
    links: [
      {
        kind: 'argocd',
        title: 'Argo CD',
        url: 'http://argocd.example/applications/shop-prod',
      },
      { kind: 'logs', title: 'Loki', url: 'http://logs.example/explore' },
    ],
    ...over,
  });
}

function makePod(name: string) {
  return {
    name,
    namespace: 'shop-prod',
    phase: 'Running',
    ready: true,
    restarts: 0,
    startedAt: minutesAgo(177),
    containers: [
      {
        name: 'shop',
        image: 'ghcr.io/acme/shop:1.4.2',
        digest: `sha256:${'ab'.repeat(32)}`,
        ready: true,
        restarts: 0,
      },
      {
        name: 'proxy',
        image: 'ghcr.io/acme/proxy:2.0.0',
        ready: true,
        restarts: 0,
      },
    ],
  };
}
