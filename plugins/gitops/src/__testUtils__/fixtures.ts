import type {
  ComponentDelivery,
  DeliveryCell,
  EnvironmentsResponse,
  IndexStatus,
  PullRequestSummary,
} from '@slipway/plugin-gitops-common';

/** A moment some minutes in the past. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export const index: IndexStatus = {
  repository: 'http://forge.example/acme/infra-gitops',
  branch: 'main',
  commit: 'a1b2c3d4e5f60718293a',
  committedAt: minutesAgo(60),
  checkedAt: minutesAgo(0),
  fileProblems: [],
};

export const pullRequest: PullRequestSummary = {
  number: 12,
  title: 'Create shop in dev, prod',
  url: 'http://forge.example/acme/infra-gitops/pull/12',
  state: 'open',
  draft: false,
  author: 'slipway-bot',
  createdAt: minutesAgo(13),
  updatedAt: minutesAgo(13),
  branch: 'slipway/create-shop',
  commit: 'c0ffee',
  components: ['shop'],
  environments: ['dev', 'prod'],
};

/** A good cell, or one that differs from it. */
export function makeCell(over: Partial<DeliveryCell> = {}): DeliveryCell {
  return {
    cluster: 'yc',
    state: 'synced',
    sync: 'Synced',
    health: 'Healthy',
    observedAt: minutesAgo(0),
    lastSyncedAt: minutesAgo(3),
    desired: {
      version: '1.4.2',
      images: [],
      overlay: 'apps/shop/overlays/prod',
      commit: 'deadbeefcafe',
      author: 'Casey Creator',
    },
    synced: { revision: 'deadbeefcafe', version: '1.4.2', images: [] },
    applicationName: 'shop-prod',
    applicationUrl: 'http://argocd.example/applications/shop-prod',
    ...over,
  };
}

/** A component with dev on yc, and prod on yc and vk. */
export function makeDelivery(
  over: Partial<ComponentDelivery> = {},
): ComponentDelivery {
  return {
    component: 'shop',
    known: true,
    owner: 'team-shop',
    clusters: [{ name: 'yc', title: 'Yandex Cloud' }, { name: 'vk' }],
    environments: [
      { name: 'dev', cells: [makeCell()] },
      { name: 'prod', cells: [makeCell(), makeCell({ cluster: 'vk' })] },
    ],
    pullRequests: [],
    index,
    ...over,
  };
}

const sync = { automated: true, prune: true, selfHeal: true };

export const environments: EnvironmentsResponse = {
  environments: [
    { name: 'dev', clusters: ['yc'], sync },
    {
      name: 'prod',
      clusters: ['yc', 'vk'],
      sync: { ...sync, automated: false },
    },
  ],
  clusters: [{ name: 'yc', title: 'Yandex Cloud' }, { name: 'vk' }],
  ingress: { controller: 'traefik' },
  index,
};
