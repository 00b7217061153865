import { change, healthy } from './__testUtils__/changes';
import {
  versionChangeLine,
  versionChangeSchema,
  withResult,
} from './versionChange';

const at = '2026-11-20T10:00:00Z';
const later = '2026-11-20T10:05:00Z';

describe('withResult', () => {
  it('keeps the first time of each kind, and what is known of other clusters', () => {
    const seen = [
      ['yc', { failedAt: at, message: 'crashes' }],
      ['yc', { failedAt: later, message: 'crashes again' }],
      ['yc', { healthyAt: later }],
      ['vk', { healthyAt: at }],
    ] as const;
    const result = seen.reduce(
      (one, [cluster, what]) => withResult(one, cluster, what),
      change({ at }),
    );
    expect(result.results).toEqual({
      yc: { failedAt: at, message: 'crashes', healthyAt: later },
      vk: { healthyAt: at },
    });
  });
});

describe('versionChangeLine', () => {
  it('is one line that says everything', () => {
    const one = change({ at, by: 'Ann\nB', results: healthy(later) });
    const line = versionChangeLine(one);
    expect(line).not.toContain('\n');
    expect(line.startsWith(`{"time":"${at}","event":"version-change"`)).toBe(
      true,
    );
    const { time, event, ...rest } = JSON.parse(line);
    expect(versionChangeSchema.parse({ at: time, ...rest })).toEqual(one);
    expect(event).toBe('version-change');
  });
});
