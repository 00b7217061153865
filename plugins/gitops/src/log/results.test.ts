import { makeChange } from '../__testUtils__/changes';
import { clustersByOutcome, rollbackTo } from './results';

const at = '2026-11-21T12:00:00.000Z';
const later = '2026-11-21T12:05:00.000Z';

describe('clustersByOutcome', () => {
  it('puts first what is gravest, and keeps clusters of the same result together', () => {
    const change = makeChange({
      clusters: ['yc', 'vk', 'onprem', 'edge'],
      results: {
        yc: { healthyAt: at },
        vk: { healthyAt: at, failedAt: later },
        onprem: { failedAt: at, healthyAt: later },
      },
    });
    expect(clustersByOutcome(change)).toEqual([
      { outcome: 'failed', clusters: ['vk'] },
      { outcome: 'open', clusters: ['edge'] },
      { outcome: 'recovered', clusters: ['onprem'] },
      { outcome: 'healthy', clusters: ['yc'] },
    ]);
  });
});

describe('rollbackTo', () => {
  const healthy = { results: { yc: { healthyAt: at } } };

  it('names the cluster only where the overlay is of that cluster', () => {
    expect(rollbackTo(makeChange(healthy))).toBe('prod//1.5.0');
    expect(
      rollbackTo(
        makeChange({
          ...healthy,
          overlay: 'apps/shop/overlays/prod-yc',
          clusters: ['yc'],
        }),
      ),
    ).toBe('prod/yc/1.5.0');
  });

  it('leads back neither to what never ran well nor to a removal', () => {
    expect(
      rollbackTo(makeChange({ results: { yc: { failedAt: at } } })),
    ).toBeUndefined();
    expect(
      rollbackTo(makeChange({ ...healthy, kind: 'removal', to: undefined })),
    ).toBeUndefined();
  });
});
