import {
  objectManifestsSchema,
  planStateSchema,
  reviewDetailSchema,
  rolloutSchema,
  type ObjectChange,
  type OverlayPlan,
  type Plan,
  type ReviewDetail,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** A commit id made of one digit. */
export function commitId(digit: number): string {
  return `${digit}`.repeat(40);
}

const at = '2026-11-21T12:00:00.000Z';

/** Somebody's promotion of shop, which Robin has commented on. */
export function makeReview(over: Partial<ReviewDetail> = {}): ReviewDetail {
  return reviewDetailSchema.parse({
    number: 12,
    title: 'Promote shop 1.5.0 to prod',
    url: 'http://forge.example/acme/infra-gitops/pull/12',
    state: 'open',
    draft: false,
    author: 'casey',
    createdAt: at,
    updatedAt: at,
    branch: 'slipway/promote-shop',
    commit: commitId(1),
    components: ['shop'],
    environments: ['prod'],
    plan: 'ready',
    verdict: 'attention',
    checks: 'success',
    approvals: 0,
    reviewers: ['@acme/team-shop'],
    body: 'Brings **the new basket** to prod.',
    base: 'main',
    commits: [
      { sha: commitId(1), message: 'Promote shop', author: 'casey', at },
    ],
    events: [{ kind: 'comment', author: 'robin', body: 'Looks good', at }],
    checkRuns: [{ name: 'slipway/plan', state: 'success', required: true }],
    merge: { state: 'blocked', reason: 'One approval is required.' },
    ...over,
  });
}

/** A changed Deployment, or an object that differs from it. */
export function makeObject(over: Partial<ObjectChange> = {}): ObjectChange {
  return {
    id: 'apps/Deployment/shop-prod/backend',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop-prod',
    name: 'backend',
    change: 'changed',
    fields: [
      {
        path: 'spec.template.spec.containers[name=backend].image',
        before: 'shop:1.4.2',
        after: 'shop:1.5.0',
      },
    ],
    lines: { added: 1, removed: 1 },
    ...over,
  };
}

/** The overlay of shop in prod on two clusters, or one that differs from it. */
export function makeOverlay(over: Partial<OverlayPlan> = {}): OverlayPlan {
  return {
    path: 'apps/shop/overlays/prod',
    component: 'shop',
    environment: 'prod',
    application: 'shop-prod',
    clusters: ['yc', 'vk'],
    clustersRemoved: [],
    clustersAdded: [],
    change: 'changed',
    sync: { automated: false, prune: true, selfHeal: true },
    version: { before: '1.4.2', after: '1.5.0' },
    objects: [makeObject()],
    hosts: { claimed: ['shop.example'], released: [] },
    namespaces: { added: [], removed: [] },
    cost: {
      before: { replicas: 2, cpuMillis: 200, memoryMiB: 256 },
      after: { replicas: 3, cpuMillis: 300, memoryMiB: 384 },
    },
    findings: [],
    ...over,
  };
}

/** A plan of that overlay that wants attention, or one that differs from it. */
export function makePlan(over: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-1',
    base: commitId(0),
    head: commitId(1),
    createdAt: at,
    verdict: {
      level: 'attention',
      reasons: [
        {
          level: 'attention',
          kind: 'policy',
          message: 'backend has no memory limit',
          fix: 'Set resources.limits.memory.',
          overlay: 'apps/shop/overlays/prod',
        },
      ],
    },
    overlays: [makeOverlay()],
    untouched: 14,
    projects: [],
    findings: [],
    otherFiles: [],
    ...over,
  };
}

/** The reply that carries a plan. */
export function ready(plan: Plan) {
  return planStateSchema.parse({ status: 'ready', plan });
}

export const review = makeReview();
export const planState = ready(makePlan());

export const manifests = z.array(objectManifestsSchema).parse([
  {
    id: makeObject().id,
    before: 'kind: Deployment\nimage: shop:1.4.2\n',
    after: 'kind: Deployment\nimage: shop:1.5.0\n',
  },
]);

export const rollout = rolloutSchema.parse({
  mergeCommit: commitId(9),
  done: false,
  steps: [
    {
      application: 'shop-prod',
      environment: 'prod',
      cluster: 'yc',
      goes: false,
      state: 'healthy',
    },
    {
      application: 'shop-prod',
      environment: 'prod',
      cluster: 'vk',
      goes: false,
      state: 'synced',
      message: 'Waiting for 2 pods',
    },
  ],
});
