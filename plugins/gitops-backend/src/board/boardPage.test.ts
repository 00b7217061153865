import {
  type BoardCell,
  boardQuerySchema,
  type CellState,
  gravestState,
} from '@slipway/plugin-gitops-common';
import type { VisibleComponents } from '../access/VisibleComponents';
import { boardPage } from './boardPage';
import { PlaceViews } from './PlaceViews';

const cell = (
  environment: string,
  states: Record<string, CellState>,
  day: number,
): BoardCell => ({
  environment,
  state: gravestState(Object.values(states)),
  versions: ['1.0.0'],
  changedAt: `2026-11-${day}T10:00:00+03:00`,
  clusters: Object.entries(states).map(([cluster, state]) => ({
    cluster,
    state,
    version: '1.0.0',
  })),
});

const ROWS = Object.entries({
  shop: [
    cell('dev', { yc: 'synced' }, 18),
    cell('prod', { yc: 'synced', vk: 'degraded' }, 12),
  ],
  cart: [cell('dev', { yc: 'progressing' }, 20)],
  pay: [
    cell('dev', { yc: 'degraded' }, 11),
    cell('prod', { yc: 'degraded', vk: 'unreachable' }, 10),
  ],
  auth: [cell('dev', { yc: 'synced' }, 19)],
  'shop-secret': [cell('dev', { yc: 'degraded', vk: 'forbidden' }, 21)],
})
  .map(([component, cells]) => ({ component, cells }))
  .sort((a, b) => (a.component < b.component ? -1 : 1));
/** One for all who look, as in the portal. */
const VIEWS = new PlaceViews();

const ENTITIES = new Map(
  [
    { name: 'shop', owner: 'group:default/Team-Shop', system: 'retail' },
    { name: 'cart', owner: 'group:default/team-shop', system: 'retail' },
    { name: 'pay', owner: 'user:default/casey' },
    { name: 'auth' },
    { name: 'elsewhere', owner: 'group:default/team-shop' },
  ].map(({ name, owner, system }) => [
    name,
    {
      name,
      entityRef: `component:default/${name}`,
      owner,
      system: system && `system:default/${system}`,
    },
  ]),
);
const VISIBLE: VisibleComponents = {
  has: name => ENTITIES.has(name),
  get: name => ENTITIES.get(name),
  names: [...ENTITIES.keys()],
};

const board = (
  query: Record<string, string> = {},
  visible = VISIBLE,
  rows = ROWS,
) => boardPage({ rows, views: VIEWS }, visible, boardQuerySchema.parse(query));
const names = (query?: Record<string, string>) =>
  board(query).rows.map(({ component }) => component);

describe('boardPage', () => {
  it('sorts by problems, name and change', () => {
    expect(names()).toEqual(['pay', 'shop', 'cart', 'auth']);
    expect(names({ sort: 'name' })).toEqual(['auth', 'cart', 'pay', 'shop']);
    expect(names({ sort: 'changed' })).toEqual(['cart', 'auth', 'shop', 'pay']);
  });

  it.each([
    [{ owner: 'group:default/team-shop' }, ['shop', 'cart']],
    [
      { owner: 'GROUP:default/team-shop, user:default/casey' },
      ['pay', 'shop', 'cart'],
    ],
    [{ system: 'system:default/Retail' }, ['shop', 'cart']],
    [{ environment: 'prod' }, ['pay', 'shop']],
    [{ environment: 'prod,none' }, ['pay', 'shop']],
    [{ environment: 'none' }, []],
    [{ cluster: 'vk' }, ['shop', 'pay']],
    [{ state: 'degraded,progressing' }, ['pay', 'shop', 'cart']],
    [{ state: 'no-such-state' }, []],
    [{ text: 'SHO' }, ['shop']],
    [{ text: 'elsewhere' }, []],
  ])('filters by %j', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('judges a row by the cells that the filter leaves', () => {
    expect(board({ cluster: 'yc', environment: 'prod' }).rows).toMatchObject([
      { component: 'pay', state: 'degraded' },
      {
        component: 'shop',
        state: 'synced',
        cells: [{ state: 'synced', clusters: [{ cluster: 'yc' }] }],
      },
    ]);
  });

  it('pages, and counts what is on all pages', () => {
    const page = { limit: '2', offset: '1', state: 'degraded,progressing' };
    expect(board(page)).toMatchObject({
      rows: [{ component: 'shop' }, { component: 'cart' }],
      total: 3,
      states: { synced: 3, degraded: 3, progressing: 1, unreachable: 1 },
    });
    expect(board({ offset: '99' })).toMatchObject({ rows: [], total: 4 });
  });

  it.each(['problems', 'name', 'changed'])(
    'shows and counts nothing that is not visible, sorted by %s',
    sort => {
      const queries: Record<string, string>[] = [
        {},
        { text: 'shop' },
        { state: 'forbidden' },
      ];
      for (const query of queries) {
        const one = board({ ...query, sort });
        expect(JSON.stringify(one)).not.toContain('shop-secret');
        expect(JSON.stringify(one)).not.toContain('forbidden');
      }
      const everything = { ...VISIBLE, has: () => true, unlimited: true };
      expect(board({ sort }, everything)).toMatchObject({
        total: 5,
        states: { forbidden: 1 },
      });
      const nothing = { has: () => false, get: () => undefined, names: [] };
      expect(board({ sort }, nothing)).toEqual({
        rows: [],
        total: 0,
        states: {},
      });
    },
  );

  it.each<Record<string, string>>([
    {},
    { cluster: 'yc' },
    { environment: 'dev', cluster: 'vk,yc' },
  ])('shows each their own, whoever looked before at %j', query => {
    const of = (...shown: string[]): VisibleComponents => ({
      has: name => shown.includes(name),
      get: name => ({
        name,
        entityRef: `component:default/${name}`,
        owner: `user:default/owner-of-${shown.join('-')}`,
      }),
      names: shown,
    });
    const all = of(...ROWS.map(one => one.component));
    const everybody = board(query, all);
    const cart = board(query, of('cart'));
    expect(cart).toEqual({
      rows: [
        expect.objectContaining({
          component: 'cart',
          owner: 'user:default/owner-of-cart',
        }),
      ],
      total: 1,
      states: { progressing: 1 },
    });
    expect(board(query, of('shop')).rows).toMatchObject([
      { component: 'shop', owner: 'user:default/owner-of-shop' },
    ]);
    expect(board(query, all)).toEqual(everybody);
  });

  it.each<Record<string, string>>([
    {},
    { cluster: 'yc' },
    { state: 'degraded' },
  ])('shows a change at once at %j', query => {
    board(query);
    const degraded = { yc: 'degraded' } as const;
    const rows = ROWS.map(one =>
      one.component === 'auth'
        ? { ...one, cells: [cell('dev', degraded, 21)] }
        : one,
    );
    const { rows: shown, states } = board(query, VISIBLE, rows);
    expect(shown.find(one => one.component === 'auth')).toMatchObject({
      state: 'degraded',
      cells: [{ changedAt: '2026-11-21T10:00:00+03:00' }],
    });
    const before = board(query);
    expect(states.degraded).toBe((before.states.degraded ?? 0) + 1);
  });
});
