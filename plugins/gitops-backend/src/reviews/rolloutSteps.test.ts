import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import { rolloutSteps } from './rolloutSteps';

const target = {
  application: 'shop-prod',
  environment: 'prod',
  cluster: 'yc',
  goes: false,
};
const application: ObservedApplication = {
  name: 'shop-prod',
  component: 'shop',
  environment: 'prod',
  sync: 'Synced',
  health: 'Healthy',
  revision: 'new',
  images: [],
  url: 'https://argocd.example.com/shop-prod',
};

function step(
  observed: Partial<ObservedApplication> | undefined,
  goes: boolean = false,
) {
  const [only] = rolloutSteps(
    [{ ...target, goes }],
    new Map([
      [
        'yc',
        {
          status: 'observed' as const,
          observedAt: '2026-11-21T10:00:00Z',
          applications: observed ? [{ ...application, ...observed }] : [],
        },
      ],
    ]),
    new Set(['new', 'newer']),
  );
  return only;
}

describe('how far a change has come', () => {
  it.each<[string, Partial<ObservedApplication> | undefined, string]>([
    ['not there yet', undefined, 'merged'],
    ['at an older commit', { revision: 'old' }, 'merged'],
    [
      'broken at an older commit',
      { revision: 'old', health: 'Degraded' },
      'merged',
    ],
    ['at a later commit', { revision: 'newer' }, 'healthy'],
    ['compared and not synced', { sync: 'OutOfSync' }, 'seen'],
    ['being synced', { sync: 'OutOfSync', operation: 'Running' }, 'seen'],
    [
      'refused by the cluster',
      { sync: 'OutOfSync', operation: 'Failed' },
      'failed',
    ],
    ['synced after a failure', { operation: 'Failed' }, 'healthy'],
    ['starting', { health: 'Progressing' }, 'synced'],
    ['degraded', { health: 'Degraded' }, 'failed'],
    ['healthy', {}, 'healthy'],
  ])('says of an Application that is %s: %#', (_what, observed, state) => {
    expect(step(observed)).toMatchObject({ application: 'shop-prod', state });
  });

  it('says in Argo CD’s words what is wrong', () => {
    expect(step({ health: 'Degraded', message: 'no pods' })).toMatchObject({
      cluster: 'yc',
      message: 'no pods',
      url: application.url,
    });
  });

  it('waits for an Application to go', () => {
    expect(step({}, true)).toMatchObject({ goes: true, state: 'merged' });
    expect(step(undefined, true)).toMatchObject({ goes: true, state: 'gone' });
  });

  it('does not know of a cluster that cannot be asked', () => {
    const last = {
      observedAt: '2026-11-21T09:00:00Z',
      applications: [application],
    };
    const steps = rolloutSteps(
      [target, { ...target, cluster: 'elsewhere' }],
      new Map([
        ['yc', { status: 'unreachable' as const, reason: 'No answer.', last }],
      ]),
      new Set(['new']),
    );
    expect(steps).toMatchObject([
      { cluster: 'yc', state: 'unknown', message: 'No answer.' },
      { cluster: 'elsewhere', state: 'unknown' },
    ]);
  });
});
