import type { JsonObject } from '@backstage/types';
import { deployment, object } from '../__testUtils__/fixtures';
import { costOf } from './costOf';
import { podRequests } from './podRequests';

function asks(cpu: string, rest: JsonObject = {}): JsonObject {
  return { resources: { requests: { cpu } }, ...rest };
}

describe('podRequests', () => {
  it.each([
    ['sums containers', { containers: [asks('1'), asks('500m')] }, 1500],
    [
      'takes the largest init container where it is more',
      { containers: [asks('1')], initContainers: [asks('3'), asks('2')] },
      3000,
    ],
    [
      'adds sidecars to what runs, and to what starts after them',
      {
        containers: [asks('1')],
        initContainers: [
          asks('2'),
          asks('1', { restartPolicy: 'Always' }),
          asks('2'),
        ],
      },
      3000,
    ],
    [
      'takes limits where there are no requests',
      { containers: [{ resources: { limits: { cpu: 2 } } }] },
      2000,
    ],
    [
      'prefers what the pod asks for as a whole',
      { ...asks('4'), containers: [asks('1')] },
      4000,
    ],
    [
      'adds the overhead of the runtime',
      { containers: [asks('1')], overhead: { cpu: '250m' } },
      1250,
    ],
    [
      'takes nonsense for nothing',
      { containers: [asks('much'), 'x', null] },
      0,
    ],
  ])('%s', (_what, spec, millis) => {
    expect(Number(podRequests(spec, 'cpu')) / 1e6).toBe(millis);
  });
});

describe('costOf', () => {
  const container = {
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
  };

  it('counts replicas, the minimum of autoscalers, and instances of databases', () => {
    expect(
      costOf([
        deployment('a', container, { replicas: 3 }),
        deployment('b', container, { replicas: 9 }),
        object('HorizontalPodAutoscaler', 'b', {
          spec: {
            minReplicas: 2,
            scaleTargetRef: { kind: 'Deployment', name: 'b' },
          },
        }),
        {
          ...object('Cluster', 'db', { spec: { instances: 2, ...container } }),
          apiVersion: 'postgresql.cnpg.io/v1',
        },
      ]),
    ).toEqual({ replicas: 7, cpuMillis: 700, memoryMiB: 896 });
  });

  it('does not count what runs on every node, or ends', () => {
    const template = { template: { spec: { containers: [container] } } };
    expect(
      costOf(
        ['DaemonSet', 'Job', 'CronJob'].map(kind => ({
          ...object(kind, 'a', { spec: template }),
          apiVersion: kind === 'DaemonSet' ? 'apps/v1' : 'batch/v1',
        })),
      ),
    ).toEqual({ replicas: 0, cpuMillis: 0, memoryMiB: 0 });
  });
});
