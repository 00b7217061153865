import {
  type Observation,
  type ObservedApplication,
  parseEnvironments,
} from '@slipway/plugin-gitops-common';
import type { Snapshot } from '../index/snapshot';
import { GITOPS_FILES } from '../testing/GitFixture';
import { deliveryMatrix } from './deliveryMatrix';

const now = new Date('2026-11-21T12:00:00Z');
const image = { name: 'shop', newName: 'ghcr.io/acme/shop', newTag: '1.4.2' };
const snapshot: Snapshot = {
  commit: 'c1',
  committedAt: '2026-11-21T11:00:00Z',
  environments: parseEnvironments(GITOPS_FILES['environments.yaml']),
  components: {
    shop: {
      overlays: [
        { name: 'dev', images: [image] },
        { name: 'prod', images: [image], commit: 'c1', author: 'Casey' },
      ],
    },
  },
  fileProblems: [],
};

function application(
  environment: string,
  rest: Partial<ObservedApplication> = {},
): ObservedApplication {
  return {
    name: `shop-${environment}`,
    component: 'shop',
    environment,
    sync: 'Synced',
    health: 'Healthy',
    images: ['ghcr.io/acme/shop:1.4.2', 'envoy:9'],
    ...rest,
  };
}

function observed(...applications: ObservedApplication[]): Observation {
  return {
    status: 'observed',
    observedAt: '2026-11-21T11:59:59Z',
    applications,
  };
}

const states = (matrix: ReturnType<typeof deliveryMatrix>) =>
  matrix.environments.map(({ name, cells }) => [
    name,
    ...cells.map(({ cluster, state }) => `${cluster} ${state}`),
  ]);

describe('deliveryMatrix', () => {
  it('keeps a dead cluster to its own cells, with what it said last', () => {
    const matrix = deliveryMatrix(
      snapshot,
      'shop',
      new Map<string, Observation>([
        ['yc', observed(application('dev'), application('prod'))],
        [
          'vk',
          {
            status: 'unreachable',
            reason: 'Argo CD of vk is not reachable',
            last: {
              observedAt: '2026-11-21T09:00:00Z',
              applications: [application('prod')],
            },
          },
        ],
      ]),
      now,
    );
    expect(states(matrix)).toEqual([
      ['dev', 'yc synced'],
      ['prod', 'yc synced', 'vk unreachable'],
    ]);
    expect(matrix.environments[1].cells[1]).toMatchObject({
      message: 'Argo CD of vk is not reachable',
      observedAt: '2026-11-21T09:00:00Z',
      synced: { version: '1.4.2' },
      desired: { version: '1.4.2', author: 'Casey' },
      health: 'Healthy',
    });
  });

  it('names a cluster that nobody configured', () => {
    const matrix = deliveryMatrix(snapshot, 'shop', new Map(), now);
    expect(matrix.environments[0].cells[0]).toMatchObject({
      state: 'unknown',
      message: 'No Argo CD is configured for yc; add it to gitops.clusters.',
      applicationName: 'shop-dev',
    });
  });

  it('does not call good what Git cannot be read for', () => {
    const problem = { file: 'apps/shop/x.yaml', line: 3, reason: 'is odd' };
    const matrix = deliveryMatrix(
      {
        ...snapshot,
        components: {
          shop: { overlays: [{ name: 'dev', images: [], problem }] },
        },
      },
      'shop',
      new Map([['yc', observed(application('dev'))]]),
      now,
    );
    expect(matrix.environments[0].cells[0]).toMatchObject({
      state: 'unknown',
      message: 'apps/shop/x.yaml:3: is odd',
    });
  });

  it('does not take an old answer for a new one', () => {
    const matrix = deliveryMatrix(
      snapshot,
      'shop',
      new Map([['yc', observed(application('dev'))]]),
      new Date('2026-11-21T12:05:00Z'),
    );
    expect(states(matrix)[0]).toEqual(['dev', 'yc stale']);
  });

  it.each(['cart', 'constructor', 'toString'])(
    'does not know %s',
    component => {
      const matrix = deliveryMatrix(
        snapshot,
        component,
        new Map([
          ['yc', observed()],
          ['vk', observed()],
        ]),
        now,
      );
      expect(matrix.known).toBe(false);
      expect(states(matrix)).toEqual([
        ['dev', 'yc not-deployed'],
        ['prod', 'yc not-deployed', 'vk not-deployed'],
      ]);
    },
  );
});
