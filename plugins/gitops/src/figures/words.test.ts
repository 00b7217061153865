import type { DoraFigures } from '@slipway/plugin-gitops-common';
import { formatDuration } from './formatDuration';
import { figureWords } from './words';

const nothing: DoraFigures = {
  deploymentFrequency: { deployments: 0, perDay: 0 },
  leadTime: { measured: 0 },
  changeFailureRate: { failed: 0, deployments: 0 },
  timeToRestore: { restored: 0, open: 0 },
};

describe('figureWords', () => {
  it('says a frequency in the unit in which it is at least one', () => {
    const of = (perDay: number) =>
      figureWords({
        ...nothing,
        deploymentFrequency: { deployments: 1, perDay },
      }).deploymentFrequency.value;
    expect([12.34, 2.06, 0.5, 0.05].map(of)).toEqual([
      '12 a day',
      '2.1 a day',
      '3.5 a week',
      '1.5 a month',
    ]);
  });

  it('never makes a nought of what was not measured', () => {
    const unmeasured = { value: undefined, size: undefined };
    expect(figureWords(nothing)).toMatchObject({
      leadTime: unmeasured,
      changeFailureRate: { ...unmeasured, detail: 'No deployments' },
      timeToRestore: { ...unmeasured, detail: 'No failures' },
    });
    expect(
      figureWords({
        ...nothing,
        changeFailureRate: { failed: 0, deployments: 4, rate: 0 },
        timeToRestore: { restored: 0, open: 2 },
      }),
    ).toMatchObject({
      changeFailureRate: { value: '0 %', size: 0 },
      timeToRestore: { ...unmeasured, detail: '2 failures not over' },
    });
  });
});

describe('formatDuration', () => {
  it('takes the largest unit that fits, with two digits', () => {
    const times = [1_400, 90_000, 15_120_000, 36_000_000, 864_000_000];
    expect(times.map(formatDuration)).toEqual([
      '1 s',
      '1.5 min',
      '4.2 h',
      '10 h',
      '10 d',
    ]);
  });
});
