import type {
  Observation,
  ObservedApplication,
  VersionChange,
} from '@slipway/plugin-gitops-common';
import { snapshotOf } from '../../testing/snapshotOf';
import { part } from '../__testUtils__/promotion';
import { UpstreamReader } from './UpstreamReader';

const at = (hour: number) => `2026-11-20T${hour}:00:00.000Z`;

function overlay(tag: string, name: string = 'dev') {
  const image = { name: 'shop', newName: 'ghcr.io/acme/shop', newTag: tag };
  return { name, images: [image] };
}

function change(
  to: string,
  hour: number,
  results: VersionChange['results'] = {},
): VersionChange {
  return {
    id: to,
    kind: 'deploy',
    component: 'shop',
    environment: 'dev',
    overlay: 'apps/shop/overlays/dev',
    clusters: ['yc'],
    to,
    images: [{ name: 'ghcr.io/acme/shop', tag: to }],
    at: at(hour),
    by: 'Casey',
    commit: 'c'.repeat(40),
    results,
  };
}

const runs = (facts: Partial<ObservedApplication> = {}): Observation => ({
  status: 'observed',
  observedAt: at(16),
  applications: [
    {
      name: 'shop-dev',
      component: 'shop',
      environment: 'dev',
      sync: 'Synced',
      health: 'Healthy',
      images: [],
      lastSyncedAt: at(15),
      ...facts,
    },
  ],
});

/** How 1.5.0 does in dev, before it may go to prod. */
async function upstream(
  overlays: ReturnType<typeof overlay>[],
  observation: Observation,
  log: VersionChange[],
) {
  const snapshot = snapshotOf({ shop: 'team-shop' }, overlays);
  const [dev, prod] = snapshot.environments.environments;
  const reader = new UpstreamReader({
    index: { snapshot },
    clusters: [{ cluster: 'yc', read: async () => observation }],
    changes: { ofOverlay: async () => log },
  });
  const gated = { ...prod, gates: { healthyIn: [dev.name] } };
  const parts = [part('shop')];
  const kinds = ['promotion', 'rollback'] as const;
  const [forward, back] = await Promise.all(
    kinds.map(kind =>
      reader.read({ kind, parts }, snapshot.environments, gated),
    ),
  );
  expect(back).toEqual([]);
  return forward;
}

const here = { component: 'shop', environment: 'dev', cluster: 'yc' };
const healthy = { yc: { healthyAt: at(12) } };

it.each<
  [string, ReturnType<typeof overlay>[], Observation, VersionChange[], object[]]
>([
  ['is not meant to run there', [], runs(), [], [{ status: 'not-deployed' }]],
  [
    'runs well since the log says so',
    [overlay('1.5.0')],
    runs(),
    [change('1.5.0', 11, healthy)],
    [{ status: 'healthy', since: at(12) }],
  ],
  [
    'runs well again after it failed',
    [overlay('1.5.0')],
    runs(),
    [change('1.5.0', 11, { yc: { healthyAt: at(12), failedAt: at(13) } })],
    [{ status: 'healthy', since: at(13) }],
  ],
  [
    'runs well since it recovered',
    [overlay('1.5.0')],
    runs(),
    [
      change('1.5.0', 11, {
        yc: { healthyAt: at(12), failedAt: at(13), recoveredAt: at(14) },
      }),
    ],
    [{ status: 'healthy', since: at(14) }],
  ],
  [
    'runs well, and the log knows nothing',
    [overlay('1.5.0')],
    runs(),
    [],
    [{ status: 'healthy', since: at(15) }],
  ],
  [
    'ran well before and is not well now',
    [overlay('1.5.0')],
    runs({ health: 'Degraded' }),
    [change('1.5.0', 11, healthy)],
    [{ status: 'unhealthy' }],
  ],
  [
    'is out of sync',
    [overlay('1.5.0')],
    runs({ sync: 'OutOfSync' }),
    [],
    [{ status: 'unhealthy' }],
  ],
  [
    'cannot be asked for',
    [overlay('1.5.0')],
    { status: 'unreachable', reason: 'away' },
    [change('1.5.0', 11, healthy)],
    [],
  ],
  [
    'was well until another came',
    [overlay('1.6.0')],
    runs(),
    [change('1.6.0', 14), change('1.5.0', 11, healthy)],
    [{ status: 'replaced', since: at(12), until: at(14) }],
  ],
  [
    'failed before another came',
    [overlay('1.6.0')],
    runs(),
    [
      change('1.6.0', 14),
      change('1.5.0', 11, { yc: { healthyAt: at(12), failedAt: at(13) } }),
    ],
    [{ status: 'unhealthy' }],
  ],
  [
    'recovered before another came',
    [overlay('1.6.0')],
    runs(),
    [
      change('1.6.0', 15),
      change('1.5.0', 11, {
        yc: { healthyAt: at(12), failedAt: at(13), recoveredAt: at(14) },
      }),
    ],
    [{ status: 'replaced', since: at(14), until: at(15) }],
  ],
  [
    'never was there',
    [overlay('1.4.0')],
    runs(),
    [change('1.4.0', 10, healthy)],
    [{ status: 'unhealthy' }],
  ],
])('a release that %s', async (_what, overlays, observation, log, expected) => {
  expect(await upstream(overlays, observation, log)).toEqual(
    expected.map(one => ({ ...here, ...one })),
  );
});
