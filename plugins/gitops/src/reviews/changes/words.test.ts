import { makeObject, makeOverlay, makePlan } from '../../__testUtils__/reviews';
import { filterObjects, isNoise } from './filterObjects';
import { costChange, countChanges, planInWords } from './words';

describe('planInWords', () => {
  it.each([
    ['shop 1.4.2 → 1.5.0 in prod on yc, vk', [makeOverlay()]],
    [
      'add shop 1.5.0 in dev, prod on yc, vk',
      [
        makeOverlay({
          environment: 'dev',
          change: 'added',
          version: { after: '1.5.0' },
        }),
        makeOverlay({ change: 'added', version: { after: '1.5.0' } }),
      ],
    ],
    [
      'remove shop in prod on vk',
      [
        makeOverlay({
          change: 'removed',
          clusters: [],
          clustersRemoved: ['vk'],
          version: { before: '1.4.2' },
        }),
      ],
    ],
    ['change shop in prod on yc, vk', [makeOverlay({ version: {} })]],
    [
      'change 2 components in prod on yc, vk',
      [makeOverlay(), makeOverlay({ component: 'cart', version: {} })],
    ],
    ['no Application changes', []],
  ])('says %s', (words, overlays) => {
    expect(planInWords(makePlan({ overlays }))).toBe(words);
  });
});

describe('overlays in words', () => {
  it('counts objects and what they ask for', () => {
    const overlay = makeOverlay();
    expect(costChange(overlay)).toBe('+1 pod, +100m CPU, +128 MiB');
    const { before } = overlay.cost;
    expect(costChange({ cost: { before, after: before } })).toBeUndefined();
    expect(countChanges([makeObject(), makeObject({ change: 'pruned' })])).toBe(
      '1 changed, 1 pruned',
    );
  });
});

describe('filterObjects', () => {
  const labels = makeObject({
    id: 'labels',
    kind: 'ConfigMap',
    fields: [
      { path: 'metadata.labels.version', after: '2' },
      { path: 'spec.template.metadata.annotations[checksum]', after: 'x' },
    ],
  });
  const overlay = makeOverlay({ objects: [makeObject(), labels] });
  const every = { kind: '', change: '', text: '', noise: 'show' } as const;

  it('takes labels and annotations for noise, and nothing else', () => {
    expect(isNoise(labels)).toBe(true);
    expect(isNoise(makeObject())).toBe(false);
    expect(isNoise(makeObject({ change: 'added', fields: [] }))).toBe(false);
    const path = 'spec.selector.matchLabels.metadata';
    expect(isNoise(makeObject({ fields: [{ path }] }))).toBe(false);
  });

  it('keeps what passes every filter', () => {
    const ids = (filters: object) =>
      filterObjects(overlay, { ...every, ...filters }).map(({ id }) => id);
    expect(ids({})).toHaveLength(2);
    expect(ids({ noise: 'hide' })).toEqual([makeObject().id]);
    expect(ids({ kind: 'ConfigMap' })).toEqual(['labels']);
    expect(ids({ change: 'added' })).toEqual([]);
    expect(ids({ text: 'SHOP:1.5.0' })).toEqual([makeObject().id]);
  });
});
