import type { VersionChange } from '../versionChange';
import { change, healthy } from '../__testUtils__/changes';
import { doraFigures, type DoraScope } from './doraFigures';
import { DORA_DEFINITIONS, doraFiguresSchema } from './figures';

const MINUTE = 60_000;
/** A time of 20 November. */
const t = (time: string) => `2026-11-20T${time}:00Z`;

function figures(changes: VersionChange[], scope: Partial<DoraScope> = {}) {
  const result = doraFigures(changes, {
    from: new Date('2026-11-20T00:00:00Z'),
    until: new Date('2026-11-22T00:00:00Z'),
    now: new Date('2026-11-23T00:00:00Z'),
    ...scope,
  });
  expect(doraFiguresSchema.parse(result)).toEqual(result);
  return result;
}

it('measures nothing where nothing happened', () => {
  expect(figures([])).toEqual({
    deploymentFrequency: { deployments: 0, perDay: 0 },
    leadTime: { measured: 0 },
    changeFailureRate: { failed: 0, deployments: 0 },
    timeToRestore: { restored: 0, open: 0 },
  });
});

describe('deployment frequency', () => {
  const good = change({ at: t('10:00') });

  it.each<[string, VersionChange[], Partial<DoraScope>, number]>([
    ['a promotion', [good], {}, 1],
    ['a deployment by hand', [{ ...good, kind: 'deploy' }], {}, 1],
    ['no rollback', [{ ...good, kind: 'rollback' }], {}, 0],
    ['no removal', [{ ...good, kind: 'removal' }], {}, 0],
    ['the first moment', [good], { from: new Date(t('10:00')) }, 1],
    ['not the last', [good], { until: new Date(t('10:00')) }, 0],
    ['of the component', [good], { component: 'shop' }, 1],
    ['not of another', [good], { component: 'cart' }, 0],
    ['of the environment', [good], { environment: 'prod' }, 1],
    ['not of another one', [good], { environment: 'dev' }, 0],
    ['another offset', [{ ...good, at: '2026-11-22T02:59:00+03:00' }], {}, 1],
  ])('counts %s', (_what, changes, scope, deployments) => {
    expect(figures(changes, scope).deploymentFrequency.deployments).toBe(
      deployments,
    );
  });

  it('is a mean by day', () => {
    const three = ['10:00', '11:00', '12:00'].map(at => change({ at: t(at) }));
    expect(figures(three).deploymentFrequency.perDay).toBe(1.5);
  });
});

describe('lead time', () => {
  const from = t('09:00');

  it.each<[string, Partial<VersionChange>[], object]>([
    [
      'ends on the last cluster',
      [
        {
          sourceCommittedAt: from,
          results: {
            yc: { healthyAt: t('10:10') },
            vk: { healthyAt: t('10:30') },
          },
        },
      ],
      { medianMs: 90 * MINUTE, measured: 1 },
    ],
    [
      'is not known before',
      [{ sourceCommittedAt: from, results: { yc: { healthyAt: t('10:10') } } }],
      { measured: 0 },
    ],
    [
      'is not known without the commit',
      [{ results: healthy(t('10:10')) }],
      { measured: 0 },
    ],
    [
      'is the one in the middle',
      ['10:10', '10:20', '18:00'].map(time => ({
        sourceCommittedAt: from,
        results: healthy(t(time)),
      })),
      { medianMs: 80 * MINUTE, measured: 3 },
    ],
    [
      'is between the two in the middle',
      ['10:10', '10:20'].map(time => ({
        sourceCommittedAt: from,
        results: healthy(t(time)),
      })),
      { medianMs: 75 * MINUTE, measured: 2 },
    ],
    [
      'is never below nothing, whatever clocks say',
      [{ sourceCommittedAt: t('11:00'), results: healthy(t('10:10')) }],
      { medianMs: 0, measured: 1 },
    ],
  ])('%s', (_what, changes, leadTime) => {
    expect(
      figures(changes.map(one => change({ at: t('10:00'), ...one }))).leadTime,
    ).toEqual(leadTime);
  });
});

describe('failures', () => {
  const failing = change({
    at: t('10:00'),
    results: { yc: { healthyAt: t('10:02') }, vk: { failedAt: t('10:05') } },
  });
  const back = change({
    at: t('10:20'),
    kind: 'rollback',
    results: { vk: { healthyAt: t('10:25') } },
  });

  it.each<[string, VersionChange[], number, object]>([
    ['none', [change({ at: t('10:00') })], 0, { restored: 0, open: 0 }],
    ['not over', [failing], 1, { restored: 0, open: 1 }],
    [
      'rolled back: over when the cluster that failed is healthy',
      [back, failing],
      1,
      { medianMs: 20 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'over by itself',
      [
        {
          ...failing,
          results: { vk: { failedAt: t('10:05'), healthyAt: t('10:25') } },
        },
      ],
      1,
      { medianMs: 20 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'over by the next release',
      [failing, change({ at: t('11:00'), results: healthy(t('11:05')) })],
      1,
      { medianMs: 60 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'over because it is gone',
      [failing, change({ at: t('10:15'), kind: 'removal' })],
      1,
      { medianMs: 10 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'on two clusters: from the first failure to the last recovery',
      [
        {
          ...failing,
          results: {
            yc: { failedAt: t('10:03') },
            vk: { failedAt: t('10:05') },
          },
        },
        change({
          at: t('10:20'),
          results: {
            yc: { healthyAt: t('10:30') },
            vk: { healthyAt: t('10:25') },
          },
        }),
      ],
      1,
      { medianMs: 27 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'that only a rollback tells of, from the deployment on',
      [
        change({ at: t('10:00'), results: healthy(t('10:02')) }),
        { ...back, results: healthy(t('10:30')) },
      ],
      1,
      { medianMs: 30 * MINUTE, restored: 1, open: 0 },
    ],
    [
      'of another overlay do not matter',
      [failing, { ...back, overlay: 'apps/shop/overlays/prod-vk' }],
      1,
      { restored: 0, open: 1 },
    ],
    [
      'not of a deployment that another one followed before the rollback',
      [change({ at: t('09:00') }), failing, back],
      1,
      { medianMs: 20 * MINUTE, restored: 1, open: 0 },
    ],
  ])('%s', (_what, changes, failed, timeToRestore) => {
    const result = figures(changes);
    expect(result.changeFailureRate.failed).toBe(failed);
    expect(result.timeToRestore).toEqual(timeToRestore);
  });

  const failedAt = t('10:05');

  it.each<
    [string, VersionChange['results'][string], string | undefined, boolean]
  >([
    [
      'is over after seconds',
      { healthyAt: '2026-11-20T10:05:09Z' },
      undefined,
      false,
    ],
    [
      'is over a moment too soon',
      { healthyAt: '2026-11-20T10:14:59Z' },
      undefined,
      false,
    ],
    ['lasts ten minutes', { healthyAt: t('10:15') }, undefined, true],
    [
      'is over before the next release',
      { healthyAt: t('10:06') },
      '10:07',
      false,
    ],
    ['ends with the next release', { healthyAt: t('10:08') }, '10:07', true],
    ['is replaced within seconds', {}, '10:06', true],
    [
      'came after health, and is over after seconds',
      { healthyAt: t('10:02'), recoveredAt: '2026-11-20T10:05:30Z' },
      undefined,
      false,
    ],
    [
      'came after health, and is over after an hour',
      { healthyAt: t('10:02'), recoveredAt: t('11:05') },
      undefined,
      true,
    ],
    [
      'came after health, and is not over',
      { healthyAt: t('10:02') },
      undefined,
      true,
    ],
    ['is not over, and young', {}, undefined, false],
  ])(
    'count if somebody had to step in: one that %s',
    (what, ended, next, counts) => {
      const changes = [
        change({ at: t('10:00'), results: { yc: { failedAt, ...ended } } }),
        ...(next === undefined ? [] : [change({ at: t(next) })]),
      ];
      const now = new Date(t(what.endsWith('young') ? '10:14' : '23:00'));
      const { failed } = figures(changes, { now }).changeFailureRate;
      expect(failed).toBe(counts ? 1 : 0);
    },
  );

  it('are those of a release that was blamed for the pods of the one before, if it needed a rollback itself', () => {
    const blamed = change({
      at: t('10:20'),
      results: {
        yc: { failedAt: '2026-11-20T10:20:02Z', healthyAt: t('10:22') },
      },
    });
    const failed = (...changes: VersionChange[]) =>
      figures(changes).changeFailureRate.failed;
    expect(failed(failing, blamed)).toBe(1);
    expect(failed(failing, blamed, { ...back, at: t('11:00') })).toBe(2);
  });

  it('are a share of the deployments', () => {
    const good = ['08:00', '12:00', '13:00'].map(at => change({ at: t(at) }));
    expect(figures([failing, back, ...good]).changeFailureRate).toEqual({
      failed: 1,
      deployments: 4,
      rate: 0.25,
    });
  });

  it('are over by what came after the time that is asked for', () => {
    const until = new Date(t('10:10'));
    expect(figures([failing, back], { until }).timeToRestore.restored).toBe(1);
  });
});

it('defines every figure, with its source', () => {
  expect(Object.keys(DORA_DEFINITIONS)).toEqual(Object.keys(figures([])));
  for (const { source } of Object.values(DORA_DEFINITIONS)) {
    expect(source).toMatch(/^https:\/\/dora\.dev\//);
  }
});
