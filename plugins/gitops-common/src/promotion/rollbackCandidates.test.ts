import { change, healthy } from '../history/__testUtils__/changes';
import type { VersionChange } from '../history/versionChange';
import { rollbackCandidates } from './rollbackCandidates';

const day = (number: number) => `2026-11-${number}T10:00:00Z`;

describe('rollbackCandidates', () => {
  const at = (date: number, to: string, facts: Partial<VersionChange> = {}) =>
    change({ at: day(date), to, results: healthy(day(date)), ...facts });
  const present = at(20, '1.6.0');

  it.each<[string, VersionChange[], string[]]>([
    ['none before the first', [], []],
    ['the last first', [at(10, '1.4.0'), at(12, '1.5.0')], ['1.5.0', '1.4.0']],
    [
      'each once',
      [at(10, '1.4.0'), at(12, '1.5.0'), at(14, '1.4.0')],
      ['1.4.0', '1.5.0'],
    ],
    ['not the present one', [at(10, '1.6.0'), at(12, '1.5.0')], ['1.5.0']],
    [
      'not of another overlay',
      [at(10, '1.5.0', { overlay: 'apps/shop/overlays/dev' })],
      [],
    ],
    [
      'not a removal',
      [at(10, '', { kind: 'removal', to: undefined, images: [] })],
      [],
    ],
    ['not what nobody saw healthy', [at(10, '1.5.0', { results: {} })], []],
    [
      'not what was healthy on one cluster only',
      [at(10, '1.5.0', { results: { yc: { healthyAt: day(10) } } })],
      [],
    ],
    [
      'not what failed afterwards',
      [
        at(10, '1.5.0', {
          results: {
            ...healthy(day(10)),
            vk: { healthyAt: day(10), failedAt: day(11) },
          },
        }),
      ],
      [],
    ],
    [
      'what recovered',
      [
        at(10, '1.5.0', {
          results: {
            ...healthy(day(11)),
            vk: { healthyAt: day(11), failedAt: day(10) },
          },
        }),
      ],
      ['1.5.0'],
    ],
  ])('%s', (_what, earlier, versions) => {
    const candidates = rollbackCandidates(
      [...earlier, present],
      present.overlay,
      present.images,
    );
    expect(candidates.map(({ version }) => version)).toEqual(versions);
  });

  it('knows since when it was healthy everywhere', () => {
    const results = { yc: { healthyAt: day(12) }, vk: { healthyAt: day(11) } };
    expect(
      rollbackCandidates([at(10, '1.5.0', { results })], present.overlay, []),
    ).toMatchObject([{ at: day(10), healthyAt: day(12), by: 'slipway' }]);
  });
});
