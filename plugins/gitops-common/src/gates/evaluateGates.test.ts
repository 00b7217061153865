import type { PlanReason } from '../plan/plan';
import type { GateInput, GateResult } from './gate';
import { gates, only } from './__testUtils__/gates';
import { durationMs, durationWords } from './duration';
import { gatesVerdict } from './evaluateGates';

it('has no gates but policies and holds where environments.yaml names none', () => {
  expect(gates({})).toEqual([
    { gate: 'policies', state: 'open', message: 'No policy is against it' },
    { gate: 'hold', state: 'open', message: 'Nobody holds promotions' },
  ]);
  expect(() => gates({}, { environment: 'moon' })).toThrow('"moon"');
});

it.each([
  [undefined, 'waiting'],
  ['safe', 'open'],
  ['attention', 'open'],
  ['refused', 'refused'],
] as const)('policies: a plan that is %s leaves them %s', (level, state) => {
  const verdict = level && { level, reasons: [] };
  expect(only('policies', gates({}, { verdict }))?.state).toBe(state);
});

describe('policies that refuse', () => {
  const policy: PlanReason = {
    level: 'refused',
    kind: 'policy',
    message:
      'policy image-registry refuses Deployment shop-prod/web in shop in prod: docker.io is not allowed',
    fix: 'Take it from ghcr.io/acme.',
  };
  const collision: PlanReason = {
    level: 'refused',
    kind: 'collision',
    message: 'vault has the host already',
  };
  const attention: PlanReason = { ...policy, level: 'attention' };

  it.each([
    [
      [attention, policy],
      'Its plan is refused: policy image-registry refuses Deployment shop-prod/web in shop in prod: docker.io is not allowed. Take it from ghcr.io/acme.',
    ],
    [
      [collision, { ...policy, fix: undefined }, policy],
      'Its plan is refused: policy image-registry refuses Deployment shop-prod/web in shop in prod: docker.io is not allowed. The plan has 2 more reasons.',
    ],
    [[collision, attention], 'Its plan is refused; change what the plan names'],
  ])('are named with their object, and nothing else is', (reasons, message) => {
    const verdict = { level: 'refused', reasons } as const;
    expect(only('policies', gates({}, { verdict }))).toEqual({
      gate: 'policies',
      state: 'refused',
      message,
    });
  });
});

describe('holds', () => {
  const hold = {
    component: 'shop',
    environment: 'prod',
    reason: 'crashes',
    by: 'anna',
    at: '2026-11-20T00:00:00Z',
  };

  it.each([
    [hold, 'waiting'],
    [{ ...hold, component: 'cart' }, 'open'],
    [{ ...hold, environment: 'dev' }, 'open'],
  ])('%j leaves them %s', (one, state) => {
    expect(only('hold', gates({}, { holds: [one] }))?.state).toBe(state);
  });

  it('says who holds, and why', () => {
    expect(only('hold', gates({}, { holds: [hold] }))?.message).toBe(
      'Waits until the hold of shop by anna is released: crashes',
    );
  });
});

describe('approvals', () => {
  it.each<[string, object, Partial<GateInput>, string | undefined]>([
    ['none are asked for', { approvals: 0 }, {}, undefined],
    [
      'one is missing',
      { approvals: 2 },
      { approvals: ['ann'] },
      'Waits for 1 approval of 2',
    ],
    [
      'nobody counts twice',
      { approvals: 2 },
      { approvals: ['ann', 'Ann'] },
      'Waits for 1 approval of 2',
    ],
    [
      'the author does not count',
      { approvals: 1 },
      { approvals: ['Bob'], author: 'bob' },
      'Waits for 1 approval of 1',
    ],
    [
      'enough',
      { approvals: 2 },
      { approvals: ['ann', 'bob'] },
      'Approved by ann and bob',
    ],
    [
      'a rollback asks for as many',
      { approvals: 2 },
      { kind: 'rollback' },
      'Waits for 2 approvals of 2',
    ],
    [
      'a rollback asks for fewer',
      { approvals: 2, approvalsForRollback: 1 },
      { kind: 'rollback', approvals: ['ann'] },
      'Approved by ann',
    ],
    [
      'a rollback asks for none',
      { approvals: 2, approvalsForRollback: 0 },
      { kind: 'rollback' },
      undefined,
    ],
    [
      'a promotion does not profit',
      { approvals: 1, approvalsForRollback: 0 },
      {},
      'Waits for 1 approval of 1',
    ],
  ])('%s', (_what, prodGates, change, message) => {
    expect(
      only('approvals', gates({ gates: prodGates }, change))?.message,
    ).toBe(message);
  });
});

describe('a freeze', () => {
  const frozen = { freezeWindows: [{ reason: 'Weekend', days: ['sat'] }] };
  const exception = { reason: 'The price is wrong', by: 'anna' };

  it.each<[string, Partial<GateInput>, object]>([
    [
      'keeps waiting until it ends',
      {},
      {
        state: 'waiting',
        message: 'Waits for the end of the freeze: Weekend',
        until: '2026-11-22T00:00:00.000Z',
      },
    ],
    [
      'is over',
      { now: new Date('2026-11-22T00:00:00Z'), exception },
      { state: 'open', message: 'No freeze now' },
    ],
    [
      'lets an exception through, and says whose',
      { exception, hotfix: true },
      {
        state: 'open',
        message: 'Open in the freeze "Weekend": The price is wrong',
        exception,
      },
    ],
    [
      'lets a hotfix through',
      { hotfix: true },
      {
        state: 'open',
        message: 'Open in the freeze "Weekend": It is a hotfix',
        exception: { reason: 'It is a hotfix' },
      },
    ],
    [
      'lets a hotfix through that somebody labelled as one, and says who',
      { hotfix: true, hotfixLabel: { by: 'anna' } },
      {
        state: 'open',
        message: 'Open in the freeze "Weekend": It is a hotfix, says anna',
        exception: { reason: 'It is a hotfix, says anna', by: 'anna' },
      },
    ],
    [
      'says why a label counts for nothing',
      { hotfixLabel: { by: 'boris', refusal: 'boris may not' } },
      {
        state: 'waiting',
        message: 'Waits for the end of the freeze: Weekend; boris may not',
        until: '2026-11-22T00:00:00.000Z',
      },
    ],
  ])('%s', (_what, change, result) => {
    expect(only('freeze', gates(frozen, change))).toEqual({
      gate: 'freeze',
      ...result,
    });
  });
});

it('keeps a rollback waiting for nothing but policies and approvals', () => {
  const strict = {
    gates: { approvals: 1, healthyIn: ['dev'] },
    freezeWindows: [{ reason: 'Weekend', days: ['sat'] }],
  };
  expect(gates(strict, { kind: 'rollback' }).map(({ gate }) => gate)).toEqual([
    'policies',
    'approvals',
  ]);
});

it.each<[Partial<GateResult>[], object]>([
  [[], { state: 'open' }],
  [[{ state: 'open' }, { state: 'waiting' }], { state: 'waiting' }],
  [[{ state: 'refused' }, { state: 'waiting' }], { state: 'refused' }],
  [
    [
      { state: 'waiting', until: '2026-11-22T00:00:00.000Z' },
      { state: 'waiting', until: '2026-11-21T00:00:00.000Z' },
    ],
    { state: 'waiting', until: '2026-11-22T00:00:00.000Z' },
  ],
  [
    [
      { state: 'waiting', until: '2026-11-22T00:00:00.000Z' },
      { state: 'waiting' },
    ],
    { state: 'waiting' },
  ],
])('%j together come to %j', (results, verdict) => {
  expect(
    gatesVerdict(
      results.map(one => ({
        gate: 'hold',
        state: 'open',
        message: '',
        ...one,
      })),
    ),
  ).toEqual(verdict);
});

it.each([
  ['90m', 5_400_000, '1 hour'],
  ['36h', 129_600_000, '1 day'],
  ['7d', 604_800_000, '7 days'],
  ['5m', 300_000, '5 minutes'],
])('%s is %d milliseconds, %s in words', (text, length, words) => {
  expect(durationMs(text)).toBe(length);
  expect(durationWords(length)).toBe(words);
});

it('refuses a duration that has no unit', () => {
  expect(() => durationMs('30')).toThrow('"30" is not a duration');
});
