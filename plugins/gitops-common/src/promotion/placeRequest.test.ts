import { part, promotion } from './__testUtils__/promotion';
import { overtakenBy, type Placement, placeRequest } from './placeRequest';
import type { Promotion } from './promotion';
import { takeOut } from './takeOut';

const newer = promotion({ id: 'new', parts: [part('shop', { to: '1.6.0' })] });
const back = promotion({
  id: 'back',
  kind: 'rollback',
  parts: [part('shop', { from: '1.5.0', to: '1.4.2' })],
});
const train = promotion({
  id: 'train',
  kind: 'train',
  parts: [part('shop'), part('cart')],
});
const without = takeOut(train, 'shop', {
  by: 'anna',
  at: '2026-11-20T11:00:00Z',
});
const start = (facts: Partial<Placement> = {}) => ({
  action: 'start',
  supersedes: [],
  takesOut: [],
  ...facts,
});
const queue = (behind: string, supersedes: string[] = []) => ({
  action: 'queue',
  behind: [behind],
  supersedes,
});

it.each<[string, Promotion, Promotion[], object]>([
  ['alone', newer, [], start()],
  ['another component', newer, [promotion({ parts: [part('cart')] })], start()],
  [
    'another overlay of the component',
    newer,
    [
      promotion({
        parts: [part('shop', { overlay: 'apps/shop/overlays/dev' })],
      }),
    ],
    start(),
  ],
  ['one that is merged', newer, [promotion({ state: 'merged' })], start()],
  ['one that is ended', newer, [promotion({ state: 'cancelled' })], start()],
  [
    'the same',
    promotion({ id: 'new' }),
    [promotion()],
    { action: 'same', id: 'p1' },
  ],
  [
    'an older one',
    newer,
    [promotion({ state: 'committed' })],
    start({ supersedes: ['p1'] }),
  ],
  [
    'several older ones',
    newer,
    [promotion(), promotion({ id: 'p2' })],
    start({ supersedes: ['p1', 'p2'] }),
  ],
  ['a rollback', newer, [back], queue('back')],
  [
    'a rollback and an older one that waits for it too',
    newer,
    [promotion(), back],
    queue('back', ['p1']),
  ],
  ['a train with more', newer, [train], queue('train')],
  ['a train without it', newer, [without], start()],
  ['rollback: a promotion', back, [promotion()], start({ supersedes: ['p1'] })],
  [
    'rollback: the same',
    { ...back, id: 'x' },
    [back],
    { action: 'same', id: 'back' },
  ],
  [
    'rollback: to another release',
    { ...back, id: 'x', parts: [part('shop', { to: '1.3.0' })] },
    [back],
    start({ supersedes: ['back'] }),
  ],
  [
    'rollback: a train',
    back,
    [train],
    start({
      takesOut: [{ id: 'train', overlays: ['apps/shop/overlays/prod'] }],
    }),
  ],
  [
    'train: what it brings itself',
    train,
    [promotion()],
    start({ supersedes: ['p1'] }),
  ],
  [
    'train: the same',
    { ...train, id: 'x' },
    [train],
    { action: 'same', id: 'train' },
  ],
])('a request that meets %s', (_what, request, promotions, placement) => {
  expect(placeRequest(request, promotions)).toEqual(placement);
});

it('ends what was merged before and is not healthy', () => {
  const merged = promotion({ id: 'new', requestedAt: '2026-11-20T11:00:00Z' });
  const state = (id: string, facts: Partial<Promotion>) =>
    promotion({ id, ...facts });
  expect(
    overtakenBy(merged, [
      merged,
      state('merged', { state: 'merged' }),
      state('synced', { state: 'synced' }),
      state('healthy', { state: 'healthy' }),
      state('open', { state: 'pull-request-open' }),
      state('more', { state: 'synced', parts: train.parts }),
      state('later', { state: 'merged', requestedAt: '2026-11-20T12:00:00Z' }),
    ]),
  ).toEqual(['merged', 'synced']);
});

describe('takeOut', () => {
  const fact = { by: 'anna', at: '2026-11-20T11:00:00Z' };

  it('leaves the others, and does nothing twice', () => {
    expect(without.parts.map(({ takenOut }) => takenOut)).toEqual([
      fact,
      undefined,
    ]);
    expect(takeOut(without, 'shop', { ...fact, by: 'bob' })).toEqual(without);
  });

  it.each([
    [train, 'web', 'does not promote web'],
    [without, 'cart', 'promotes nothing but cart; cancel it'],
    [{ ...train, state: 'merged' }, 'shop', 'roll shop back'],
  ] as const)(
    'refuses what is not there, is all, or is done',
    (one, name, why) => {
      expect(() => takeOut(one, name, fact)).toThrow(why);
    },
  );
});
