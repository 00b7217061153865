import { part, promotion } from './__testUtils__/promotion';
import { promotionSchema, promotionStateSchema } from './promotion';
import {
  advance,
  isBeforeMerge,
  isEnded,
  mayBecome,
  type PromotionStep,
} from './transitions';

const at = '2026-11-20T10:01:00Z';
const commit = 'c'.repeat(40);
const pullRequest = { number: 7, url: 'https://github.com/acme/infra/pull/7' };
const ENDS = 'refused superseded failed cancelled';

// Every pair of states that is not here is illegal.
describe.each([
  [false, 'requested', `branch ${ENDS}`],
  [false, 'branch', `committed ${ENDS}`],
  [false, 'committed', `pull-request-open ${ENDS}`],
  [true, 'committed', `merged ${ENDS}`],
  [false, 'pull-request-open', `merged ${ENDS}`],
  [false, 'merged', 'synced superseded failed'],
  [false, 'synced', 'healthy superseded failed'],
  [false, 'healthy', ''],
  [false, 'refused', ''],
  [false, 'superseded', ''],
  [false, 'failed', ''],
  [false, 'cancelled', ''],
] as const)('direct: %s, %s', (direct, state, legal) => {
  const next = legal.split(' ').filter(Boolean);

  it(`may become: ${legal}`, () => {
    expect(
      promotionStateSchema.options
        .filter(one => mayBecome({ state, direct }, one))
        .sort(),
    ).toEqual([...next].sort());
  });

  it('is ended if nothing follows, and can be taken back before the merge', () => {
    expect(isEnded(state)).toBe(next.length === 0);
    expect(isBeforeMerge(state)).toBe(next.includes('cancelled'));
  });
});

const way: PromotionStep[] = [
  { state: 'branch', at },
  { state: 'committed', at, commit },
  { state: 'pull-request-open', at, pullRequest },
  { state: 'merged', at, mergeCommit: commit, by: 'bob' },
  { state: 'synced', at },
  { state: 'healthy', at },
];

it('keeps what every step found, and takes none twice', () => {
  const done = way.reduce(
    (one, step) => advance(advance(one, step), step),
    promotion(),
  );
  expect(promotionSchema.parse(done)).toEqual(done);
  expect(done).toMatchObject({
    state: 'healthy',
    commit,
    pullRequest,
    mergeCommit: commit,
  });
  expect(done.history.map(({ state }) => state)).toEqual([
    'requested',
    ...way.map(({ state }) => state),
  ]);
  expect(done.history[4]).toEqual({ state: 'merged', at, by: 'bob' });
});

it('says why it ended', () => {
  const message = 'main has changed apps/shop';
  expect(
    advance(promotion(), { state: 'failed', at, message }).history[1],
  ).toEqual({ state: 'failed', at, message });
});

it('keeps no more of a message than a record may have', () => {
  const failed = advance(promotion(), {
    state: 'failed',
    at,
    message: 'x'.repeat(5_000),
  });
  expect(promotionSchema.safeParse(failed).error).toBeUndefined();
});

it('refuses a step that does not follow', () => {
  expect(() => advance(promotion(), { state: 'healthy', at })).toThrow(
    'Promotion p1 is requested and cannot become healthy',
  );
});

it.each([
  { id: '../p' },
  { parts: [] },
  { parts: [part('../shop')] },
  { parts: [part('shop', { to: '1.5.0\nSlipway-To: 2' })] },
  { requestedBy: 'anna\nSlipway-To: 2' },
  { state: 'done' },
  { exception: { reason: ' ', by: 'anna' } },
])('is no promotion with %j', facts => {
  expect(promotionSchema.safeParse({ ...promotion(), ...facts }).success).toBe(
    false,
  );
});
