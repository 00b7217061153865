import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import { argoInstance } from './argoInstance';

const observedAt = '2026-11-21T10:00:00Z';
const shop: ObservedApplication = {
  name: 'shop-prod',
  component: 'shop',
  environment: 'prod',
  sync: 'OutOfSync',
  health: 'Degraded',
  revision: '4f1c',
  images: ['ghcr.io/acme/shop:1.4.2'],
  operation: 'Failed',
  argo: {
    namespace: 'argocd',
    source: {
      repoURL: 'https://github.com/acme/infra-gitops',
      path: 'apps/shop/overlays/prod',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'shop-prod',
    },
    conditions: [{ type: 'SyncError', message: 'no such namespace' }],
    operationState: {
      phase: 'Failed',
      startedAt: '2026-11-21T09:59:00Z',
      finishedAt: '2026-11-21T09:59:05Z',
    },
  },
};

describe('what is known of an Argo CD for its cards', () => {
  it('has the shape that Argo CD gives it', () => {
    const observation = {
      status: 'observed' as const,
      observedAt,
      applications: [shop],
    };
    expect(argoInstance('yc', observation)).toEqual({
      name: 'yc',
      applications: [
        {
          metadata: { name: 'shop-prod', namespace: 'argocd' },
          spec: {
            source: shop.argo?.source,
            destination: shop.argo?.destination,
          },
          status: {
            sync: { status: 'OutOfSync', revision: '4f1c' },
            health: { status: 'Degraded' },
            summary: { images: ['ghcr.io/acme/shop:1.4.2'] },
            conditions: [{ type: 'SyncError', message: 'no such namespace' }],
            operationState: {
              phase: 'Failed',
              startedAt: '2026-11-21T09:59:00Z',
              finishedAt: '2026-11-21T09:59:05Z',
            },
          },
        },
      ],
    });
  });

  it('is nothing where one of them is known in part', () => {
    const applications = [shop, { ...shop, argo: undefined }];
    expect(
      argoInstance('yc', { status: 'observed', observedAt, applications }),
    ).toEqual({ name: 'yc' });
  });

  it('is a reason where it does not answer, not what it said before', () => {
    const reason = 'Argo CD of vk did not answer within 1.5 s.';
    expect(
      argoInstance('vk', {
        status: 'unreachable',
        reason,
        last: { observedAt, applications: [shop] },
      }),
    ).toEqual({ name: 'vk', problem: reason });
  });
});
