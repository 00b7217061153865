import type { Observation } from '@slipway/plugin-gitops-common';
import type { IndexListener } from '../index/GitOpsIndex';
import type { Snapshot } from '../index/snapshot';
import type { StatusListener } from '../status/ClusterStatusReader';
import { snapshotOf } from '../testing/snapshotOf';
import { BoardRows } from './BoardRows';

const NOW = new Date('2026-11-21T12:00:00Z');
const overlay = (name: string, newTag: string, committedAt: string) => ({
  name,
  images: [{ name: 'shop', newTag }],
  commit: 'c'.repeat(40),
  committedAt,
  author: 'Casey Creator',
});

/** What Git and one cluster say, as a test wants. */
function setUp(first: Snapshot | undefined) {
  let snapshot = first;
  let observation: Observation = {
    status: 'observed',
    observedAt: NOW.toISOString(),
    applications: [],
  };
  let now = NOW;
  const toIndex: IndexListener[] = [];
  const toCluster: StatusListener[] = [];
  const read: string[] = [];
  const rows = new BoardRows({
    index: {
      get snapshot() {
        return snapshot;
      },
      subscribe: listener => void toIndex.push(listener),
    },
    clusters: [
      {
        cluster: 'yc',
        components: ['stray'],
        subscribe: listener => void toCluster.push(listener),
        readComponent(component) {
          if (component) {
            read.push(component);
          }
          return observation.status === 'observed'
            ? {
                ...observation,
                applications: observation.applications.filter(
                  one => one.component === component,
                ),
              }
            : observation;
        },
      },
    ],
    now: () => now,
  });
  return {
    rows,
    /** The components worked out since the last call. */
    worked: () => read.splice(0),
    setSnapshot(next: Snapshot, components?: string[]) {
      snapshot = next;
      toIndex.forEach(listener => listener(next, components));
    },
    setObservation(next: Observation, components?: string[]) {
      observation = next;
      toCluster.forEach(listener => listener(components));
    },
    pass(ms: number) {
      now = new Date(now.getTime() + ms);
    },
  };
}

const overlays = [
  overlay('dev', '1.5.0', '2026-11-20T10:00:00+03:00'),
  overlay('prod', '1.4.2', '2026-11-18T10:00:00Z'),
  overlay('prod-vk', '1.4.1', '2026-11-19T10:00:00Z'),
];
const git = snapshotOf({ shop: 'a', cart: 'a', empty: 'a' }, overlays);
git.components.empty.overlays = [];
git.components.cart.overlays = overlays.slice(0, 1);

describe('BoardRows', () => {
  it('sums up environments, without those where a component is not', () => {
    const { rows } = setUp(git);
    expect([...rows.current().keys()]).toEqual(['cart', 'shop']);
    expect(rows.current().get('shop')?.cells).toMatchObject([
      {
        environment: 'dev',
        state: 'not-deployed',
        versions: ['1.5.0'],
        changedAt: '2026-11-20T10:00:00+03:00',
        clusters: [{ cluster: 'yc', version: '1.5.0' }],
      },
      {
        environment: 'prod',
        // Nobody tells anything of vk.
        state: 'unknown',
        versions: ['1.4.2', '1.4.1'],
        changedAt: '2026-11-19T10:00:00Z',
        clusters: [
          { cluster: 'yc', state: 'not-deployed' },
          { cluster: 'vk', state: 'unknown' },
        ],
      },
    ]);
    expect(rows.current().get('cart')?.cells).toHaveLength(1);
  });

  it('works out what changed only', () => {
    const one = setUp(git);
    one.rows.current();
    expect(one.worked().sort()).toEqual(['cart', 'empty', 'shop', 'stray']);
    one.rows.current();
    expect(one.worked()).toEqual([]);

    const observed: Extract<Observation, { status: 'observed' }> = {
      status: 'observed',
      observedAt: NOW.toISOString(),
      applications: [
        {
          name: 'cart-dev',
          component: 'cart',
          environment: 'dev',
          sync: 'Synced',
          health: 'Healthy',
          images: ['shop:1.5.0'],
        },
      ],
    };
    const shop = one.rows.current().get('shop');
    one.setObservation(observed, ['cart']);
    expect(one.rows.current().get('cart')?.cells[0].state).toBe('synced');
    expect(one.worked()).toEqual(['cart']);
    expect(one.rows.current().get('shop')).toBe(shop);

    const { cart, ...others } = git.components;
    one.setSnapshot({ ...git, components: others }, ['cart']);
    expect(one.rows.current().get('cart')?.cells[0].state).toBe('drifted');
    one.setObservation({ ...observed, applications: [] }, ['cart']);
    expect(one.rows.current().has('cart')).toBe(false);
    one.setSnapshot({ ...git, components: { ...others, cart } });
    expect([...one.rows.current().keys()]).toEqual(['cart', 'shop']);
  });

  it('is never green for a cluster that went away, nor for one that says nothing', () => {
    const one = setUp(git);
    one.rows.current();
    one.pass(61_000);
    expect(one.rows.current().get('cart')?.cells[0].state).toBe('stale');
    one.setObservation({ status: 'unreachable', reason: 'away' });
    expect(one.rows.current().get('cart')?.cells[0]).toMatchObject({
      state: 'unreachable',
      clusters: [{ message: 'away' }],
    });
  });

  it('is empty before Git was read', () => {
    expect(setUp(undefined).rows.current().size).toBe(0);
  });
});
