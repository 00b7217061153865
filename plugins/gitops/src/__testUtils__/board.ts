import type { BoardResponse, BoardRow } from '@slipway/plugin-gitops-common';
import { index, minutesAgo } from './fixtures';

/** The shop, of which prod is degraded on one of two clusters. */
export function makeBoardRow(over: Partial<BoardRow> = {}): BoardRow {
  return {
    component: 'shop',
    entityRef: 'component:default/shop',
    owner: 'group:default/team-shop',
    system: 'system:default/shop',
    state: 'degraded',
    cells: [
      {
        environment: 'dev',
        state: 'synced',
        versions: ['1.5.0'],
        changedAt: minutesAgo(30),
        clusters: [{ cluster: 'yc', state: 'synced', version: '1.5.0' }],
      },
      {
        environment: 'prod',
        state: 'degraded',
        versions: ['1.4.2'],
        changedAt: minutesAgo(90),
        clusters: [
          {
            cluster: 'vk',
            state: 'degraded',
            version: '1.4.2',
            message: '2 pods are failing: CrashLoopBackOff',
          },
          { cluster: 'yc', state: 'synced', version: '1.4.2' },
        ],
      },
    ],
    ...over,
  };
}

/** The shop, and a cart that is in dev only. */
export function makeBoard(over: Partial<BoardResponse> = {}): BoardResponse {
  const rows = [
    makeBoardRow(),
    makeBoardRow({
      component: 'cart',
      entityRef: 'component:default/cart',
      state: 'synced',
      cells: [
        {
          environment: 'dev',
          state: 'synced',
          versions: ['2.0.0'],
          changedAt: minutesAgo(5),
          clusters: [{ cluster: 'yc', state: 'synced', version: '2.0.0' }],
        },
      ],
    }),
  ];
  return {
    environments: [{ name: 'dev' }, { name: 'prod' }],
    clusters: [{ name: 'vk' }, { name: 'yc' }],
    rows,
    total: rows.length,
    states: { synced: 2, degraded: 1 },
    index,
    ...over,
  };
}
