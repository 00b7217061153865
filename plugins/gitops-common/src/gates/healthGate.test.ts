import type { UpstreamHealth } from './gate';
import { gates, only } from './__testUtils__/gates';

describe('health', () => {
  type Known = [place: string, ...UpstreamHealthOnly];
  type UpstreamHealthOnly = [status: string, since?: string, until?: string];
  const of = (component: string, known: Known[]): UpstreamHealth[] =>
    known.map(([place, status, since, until]) => {
      const [environment, cluster] = place.split('/');
      return {
        component,
        environment,
        cluster,
        status,
        since,
        until,
      } as UpstreamHealth;
    });
  const early = '2026-11-21T11:00:00Z';
  const late = '2026-11-21T11:45:00Z';
  const inDev = { gates: { healthyIn: ['dev'], healthyFor: '30m' } };
  const inBoth = { gates: { healthyIn: ['dev', 'staging'], healthyFor: '1h' } };
  const inStaging = { gates: { healthyFor: '30m' } };

  it.each<[string, object, Known[], [message: string, until?: string]]>([
    [
      'nothing is known',
      inDev,
      [],
      ['Waits until shop is known to be healthy in dev on yc'],
    ],
    [
      'long enough',
      inDev,
      [['dev/yc', 'healthy', '2026-11-21T11:30:00Z']],
      ['Was healthy in dev for 30 minutes'],
    ],
    [
      'not long enough',
      inDev,
      [['dev/yc', 'healthy', late]],
      [
        'Waits until shop has been healthy in dev on yc for 30 minutes',
        '2026-11-21T12:15:00.000Z',
      ],
    ],
    [
      'no time is asked for',
      { gates: { healthyIn: ['dev'] } },
      [['dev/yc', 'healthy', '2026-11-21T12:00:00Z']],
      ['Was healthy in dev'],
    ],
    [
      'unhealthy',
      inDev,
      [['dev/yc', 'unhealthy']],
      ['Waits until shop is healthy in dev on yc'],
    ],
    [
      'replaced after long enough',
      inDev,
      [['dev/yc', 'replaced', early, late]],
      ['Was healthy in dev for 30 minutes'],
    ],
    [
      'replaced too early',
      inDev,
      [['dev/yc', 'replaced', '2026-11-21T11:35:00Z', late]],
      [
        'Waits until shop is healthy in dev on yc again: another release took its place after 10 minutes of 30 minutes',
      ],
    ],
    [
      'deployed nowhere',
      inDev,
      [['dev/yc', 'not-deployed']],
      ['Waits until shop is deployed in dev'],
    ],
    [
      'a time alone is of the environment before',
      inStaging,
      [
        ['staging/yc', 'healthy', early],
        ['staging/vk', 'healthy', late],
      ],
      [
        'Waits until shop has been healthy in staging on vk for 30 minutes',
        '2026-11-21T12:15:00.000Z',
      ],
    ],
    [
      'a cluster that it is not meant for does not count',
      inStaging,
      [
        ['staging/yc', 'healthy', early],
        ['staging/vk', 'not-deployed'],
      ],
      ['Was healthy in staging for 30 minutes'],
    ],
    [
      'a cluster of which nothing is known does',
      inStaging,
      [['staging/yc', 'healthy', early]],
      ['Waits until shop is known to be healthy in staging on vk'],
    ],
    [
      'the longest wait of all',
      inBoth,
      [
        ['dev/yc', 'healthy', late],
        ['staging/yc', 'healthy', '2026-11-21T11:50:00Z'],
        ['staging/vk', 'healthy', early],
      ],
      [
        'Waits until shop has been healthy in staging on yc for 1 hour',
        '2026-11-21T12:50:00.000Z',
      ],
    ],
    [
      'what time does not open goes before what it does',
      inBoth,
      [
        ['dev/yc', 'healthy', late],
        ['staging/yc', 'unhealthy'],
        ['staging/vk', 'healthy', early],
      ],
      ['Waits until shop is healthy in staging on yc'],
    ],
  ])('%s', (_what, prod, known, [message, until]) => {
    const gate = only('healthy', gates(prod, { upstream: of('shop', known) }));
    expect(gate).toEqual({
      gate: 'healthy',
      state: message.startsWith('Was') ? 'open' : 'waiting',
      message,
      ...(until !== undefined && { until }),
    });
  });

  it('is asked of every component of a train', () => {
    const upstream = of('shop', [['dev/yc', 'healthy', early]]);
    const train = {
      kind: 'train',
      components: ['shop', 'cart'],
      upstream,
    } as const;
    expect(only('healthy', gates(inDev, train))?.message).toBe(
      'Waits until cart is known to be healthy in dev on yc',
    );
  });
});
