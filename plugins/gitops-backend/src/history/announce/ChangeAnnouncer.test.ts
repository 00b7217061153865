import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { versionChangeSchema } from '@slipway/plugin-gitops-common';
import { versionChange } from '../../testing/versionChange';
import { ChangeAnnouncer } from './ChangeAnnouncer';

const AT = '2026-11-20T10:00:00.000Z';
const change = versionChange({ at: AT });

function setUp(isWritten: boolean = true) {
  const lines: string[] = [];
  const published: unknown[][] = [];
  const counted: unknown[][] = [];
  const metrics = metricsServiceMock.mock({
    createCounter: name => ({
      add: (...what) => counted.push([name, ...what]),
    }),
  });
  const tracing = tracingServiceMock.mock();
  const announcer = new ChangeAnnouncer({
    signals: { publish: (...what) => published.push(what) },
    metrics,
    tracing,
    ...(isWritten && { write: line => lines.push(line) }),
  });
  const spans = () => tracing.startActiveSpan.mock.calls;
  return { announcer, lines, published, counted, spans };
}

describe('ChangeAnnouncer', () => {
  it('tells of changes by one line each, a counter, a span and one signal', () => {
    const { announcer, lines, published, counted, spans } = setUp();
    announcer.changes([change, change]);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain('\n');
      const { time, event, ...entry } = JSON.parse(line);
      expect([time, event]).toEqual([AT, 'version-change']);
      expect(versionChangeSchema.parse({ at: time, ...entry })).toEqual(change);
    }
    expect(counted).toEqual(
      Array(2).fill([
        'slipway.version_changes',
        1,
        { kind: 'promotion', environment: 'prod' },
      ]),
    );
    expect(spans()[0]).toEqual([
      'slipway.version_change',
      {
        attributes: expect.objectContaining({
          'slipway.component': 'shop',
          'slipway.version.from': '1.4.2',
          'slipway.version.to': '1.5.0',
          'slipway.clusters': ['yc', 'vk'],
        }),
      },
      expect.any(Function),
    ]);
    expect(published).toEqual([['changes', ['shop']]]);
  });

  it('tells what came of changes', () => {
    const { announcer, lines, published, counted } = setUp();
    announcer.results([
      { change, cluster: 'yc', seen: { healthyAt: AT } },
      { change, cluster: 'vk', seen: { failedAt: AT, message: 'Crashed' } },
    ]);
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { time: AT, event: 'version-change-result', result: 'healthy' },
      { cluster: 'vk', result: 'failed', message: 'Crashed', to: '1.5.0' },
    ]);
    expect(counted).toEqual([
      [
        'slipway.version_change_results',
        1,
        { result: 'healthy', cluster: 'yc', environment: 'prod' },
      ],
      [
        'slipway.version_change_results',
        1,
        { result: 'failed', cluster: 'vk', environment: 'prod' },
      ],
    ]);
    expect(published).toEqual([['changes', ['shop']]]);
  });

  it('writes nothing where nobody wants lines', () => {
    const { announcer, lines, published } = setUp(false);
    announcer.changes([change]);
    announcer.results([{ change, cluster: 'yc', seen: { healthyAt: AT } }]);
    expect(lines).toEqual([]);
    expect(published).toHaveLength(2);
  });
});
