import { cellState, type CellFacts } from './cellState';
import {
  cellStateSchema,
  healthStatusSchema,
  syncStatusSchema,
} from './delivery';
import type { ObservedApplication } from './observation';

const images = [
  { name: 'shop', newName: 'ghcr.io/acme/shop', newTag: '1.4.2' },
];
const desired = { images };
const healthy: ObservedApplication = {
  name: 'shop-prod',
  component: 'shop',
  environment: 'prod',
  sync: 'Synced',
  health: 'Healthy',
  images: ['ghcr.io/acme/shop:1.4.2', 'envoy:1'],
  operation: 'Succeeded',
};

const failing = {
  pods: 4,
  example: 'shop-76577bbf69-c9df5',
  message: 'back-off restarting failed container',
};

function facts(
  application?: Partial<ObservedApplication>,
  rest: Partial<CellFacts> = {},
): CellFacts {
  return {
    desired,
    observed: {
      status: 'observed',
      ageMs: 1_000,
      application: application && { ...healthy, ...application },
    },
    staleAfterMs: 60_000,
    ...rest,
  };
}

describe('cellState', () => {
  it.each([
    ['everything is as Git says', facts({}), 'synced'],
    ['no sync was ever needed', facts({ operation: undefined }), 'synced'],
    [
      'no pod runs any version, as with zero replicas',
      facts({ images: [] }),
      'synced',
    ],
    [
      'the old version still runs beside the new one',
      facts({ images: ['ghcr.io/acme/shop:1.4.1', 'ghcr.io/acme/shop:1.4.2'] }),
      'synced',
    ],
    [
      'only the old version runs',
      facts({ images: ['ghcr.io/acme/shop:1.4.1'] }),
      'progressing',
    ],
    [
      'a sync runs',
      facts({ operation: 'Running', sync: 'OutOfSync' }),
      'progressing',
    ],
    ['pods are not ready yet', facts({ health: 'Progressing' }), 'progressing'],
    [
      'new pods crash before Argo CD gives the rollout up',
      facts({ health: 'Progressing', failing }),
      'degraded',
    ],
    [
      'pods crash while a sync waits for them',
      facts({ operation: 'Running', health: 'Missing', failing }),
      'degraded',
    ],
    [
      'pods crash and Argo CD cannot compare',
      facts({ sync: 'Unknown', health: 'Progressing', failing }),
      'degraded',
    ],
    [
      'pods crashed in an answer that is old',
      facts(
        {},
        {
          observed: {
            status: 'observed',
            ageMs: 60_001,
            application: { ...healthy, health: 'Progressing', failing },
          },
        },
      ),
      'stale',
    ],
    ['it is suspended', facts({ health: 'Suspended' }), 'progressing'],
    ['pods crash', facts({ health: 'Degraded' }), 'degraded'],
    [
      'pods crash and Git is ahead',
      facts({ health: 'Degraded', sync: 'OutOfSync' }),
      'degraded',
    ],
    [
      'the last sync failed',
      facts({ operation: 'Failed', sync: 'OutOfSync' }),
      'degraded',
    ],
    ['somebody changed the cluster', facts({ sync: 'OutOfSync' }), 'drifted'],
    ['somebody deleted objects', facts({ health: 'Missing' }), 'drifted'],
    [
      'Git has no overlay, the cluster has the application',
      facts({}, { desired: undefined }),
      'drifted',
    ],
    [
      'Git has an overlay, the cluster has no application',
      facts(),
      'not-deployed',
    ],
    [
      'neither has it',
      facts(undefined, { desired: undefined }),
      'not-deployed',
    ],
    ['Argo CD cannot compare', facts({ sync: 'Unknown' }), 'unknown'],
    ['Argo CD knows no health', facts({ health: 'Unknown' }), 'unknown'],
    [
      'the answer is old',
      facts(
        {},
        {
          observed: { status: 'observed', ageMs: 60_001, application: healthy },
        },
      ),
      'stale',
    ],
    [
      'nobody answers',
      facts({}, { observed: { status: 'unreachable', reason: 'no' } }),
      'unreachable',
    ],
    [
      'the portal is refused',
      facts({}, { observed: { status: 'forbidden', reason: 'no' } }),
      'forbidden',
    ],
    [
      'the answer makes no sense',
      facts({}, { observed: { status: 'unknown', reason: 'no' } }),
      'unknown',
    ],
    [
      'nobody answers, and Git has no overlay',
      facts(
        {},
        {
          desired: undefined,
          observed: { status: 'unreachable', reason: 'no' },
        },
      ),
      'unreachable',
    ],
  ] as const)('if %s', (_what, given, state) => {
    const verdict = cellState(given);
    expect(verdict.state).toBe(state);
    // Whoever sees something that is not good also sees why.
    expect(verdict.message === undefined).toBe(state === 'synced');
  });

  it('passes on what Argo CD says is wrong', () => {
    expect(
      cellState(facts({ health: 'Degraded', message: 'back-off 5m0s' })),
    ).toEqual({ state: 'degraded', message: 'back-off 5m0s' });
  });

  it.each(['Progressing', 'Degraded'] as const)(
    'says which pods fail if it is %s',
    health => {
      const message = 'Deployment exceeded its progress deadline';
      expect(cellState(facts({ health, failing, message })).message).toBe(
        '4 pods are failing: back-off restarting failed container (shop-76577bbf69-c9df5 and others)',
      );
      const one = { ...failing, pods: 1 };
      expect(cellState(facts({ health, failing: one, message })).message).toBe(
        '1 pod is failing: back-off restarting failed container (shop-76577bbf69-c9df5)',
      );
    },
  );

  it('is good for no other combination than Synced and Healthy', () => {
    const operations = [
      undefined,
      'Running',
      'Terminating',
      'Succeeded',
      'Failed',
      'Error',
    ] as const;
    const good = syncStatusSchema.options.flatMap(sync =>
      healthStatusSchema.options.flatMap(health =>
        operations.flatMap(operation => {
          const { state } = cellState(facts({ sync, health, operation }));
          expect(cellStateSchema.options).toContain(state);
          return state === 'synced' ? [[sync, health, operation]] : [];
        }),
      ),
    );
    expect(good).toEqual([
      ['Synced', 'Healthy', undefined],
      ['Synced', 'Healthy', 'Succeeded'],
    ]);
  });
});
