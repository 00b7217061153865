import {
  deployment,
  object,
  planInput,
  rendered,
  side,
} from './__testUtils__/fixtures';
import { computePlan } from './computePlan';
import type { RenderedOverlay } from './input';
import { planSchema } from './plan';
import { planExitCode } from './report/planExitCode';
import { planStatus } from './report/planStatus';

const COMPONENTS = ['billing', 'cart', 'search', 'shop', 'till'];
const here = 'https://kubernetes.default.svc';

/** A Deployment whose replicas a base common to all components says. */
function overlays(replicas: number, environment = 'prod'): RenderedOverlay[] {
  return COMPONENTS.map(component =>
    rendered(
      [
        deployment(
          component,
          { resources: { requests: { cpu: '100m', memory: '64Mi' } } },
          { replicas },
          { namespace: `${component}-${environment}` },
        ),
      ],
      { overlay: { component, environment } },
    ),
  );
}

function project(...namespaces: string[]) {
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team-shop' },
    spec: {
      destinations: namespaces.map(namespace => ({ namespace, server: here })),
    },
  });
}

describe('a pull request edited by hand', () => {
  const path = 'clusters/vk/projects/team-shop.yaml';
  const legacy = rendered(
    [
      object('Namespace', 'legacy-dev', {}, { namespace: undefined }),
      deployment('legacy', {}, {}, { namespace: 'legacy-dev' }),
      object(
        'PersistentVolumeClaim',
        'data',
        {},
        {
          namespace: 'legacy-dev',
          annotations: { 'argocd.argoproj.io/sync-options': 'Delete=false' },
        },
      ),
    ],
    { overlay: { component: 'legacy', environment: 'dev' } },
  );
  const { plan, manifests } = computePlan(
    planInput(
      side([...overlays(2), legacy], {
        projects: new Map([[path, project('shop-prod')]]),
      }),
      side(overlays(3), {
        projects: new Map([[path, project('shop-prod', '*')]]),
      }),
      {
        changedFiles: [
          'README.md',
          'apps/_base/deployment.yaml',
          'apps/legacy/overlays/dev/kustomization.yaml',
          path,
        ],
        untouched: [
          {
            overlay: { component: 'shop', environment: 'dev' },
            clusters: ['yc'],
            hosts: [],
            namespaces: ['shop-dev'],
          },
        ],
      },
    ),
  );

  it('says what it hits, the team that gains rights, and what is deleted', () => {
    expect(plan.verdict).toEqual({
      level: 'attention',
      reasons: [
        {
          level: 'attention',
          kind: 'rights',
          message: 'team team-shop gains 1 right on vk: every namespace',
        },
        {
          level: 'attention',
          kind: 'removal',
          message:
            'removes legacy from dev on yc and deletes 2 objects, among them Namespace legacy-dev',
          overlay: 'apps/legacy/overlays/dev',
        },
        {
          level: 'attention',
          kind: 'blast-radius',
          message: 'changes 5 components in prod on yc and vk',
        },
      ],
    });
    expect(planStatus(plan)).toEqual({
      state: 'success',
      description:
        'Needs attention: team team-shop gains 1 right on vk: every namespace (+2)',
    });
    expect(planExitCode(plan.verdict.level)).toBe(0);
    expect(planExitCode(plan.verdict.level, 'attention')).toBe(1);
  });

  it('orders overlays as they are promoted, and names the one field that changes in each', () => {
    expect(plan.overlays.map(one => one.path)).toEqual([
      'apps/legacy/overlays/dev',
      ...COMPONENTS.map(component => `apps/${component}/overlays/prod`),
    ]);
    expect(plan.overlays.slice(1).map(one => one.objects)).toEqual(
      COMPONENTS.map(name => [
        {
          id: `apps/Deployment/${name}-prod/${name}`,
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: `${name}-prod`,
          name,
          change: 'changed',
          fields: [{ path: 'spec.replicas', before: 2, after: 3 }],
          lines: { added: 1, removed: 1 },
        },
      ]),
    );
    expect(plan.overlays[1].cost).toEqual({
      before: { replicas: 2, cpuMillis: 200, memoryMiB: 128 },
      after: { replicas: 3, cpuMillis: 300, memoryMiB: 192 },
    });
  });

  it('tells what is deleted with an overlay from what stays behind', () => {
    expect(plan.overlays[0]).toMatchObject({
      change: 'removed',
      application: 'legacy-dev',
      clusters: ['yc'],
      namespaces: { added: [], removed: ['legacy-dev'] },
      objects: [
        { kind: 'Namespace', change: 'pruned' },
        { kind: 'Deployment', change: 'pruned' },
        { kind: 'PersistentVolumeClaim', change: 'removed' },
      ],
    });
  });

  it('is complete, valid and has the manifests of everything that changes', () => {
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({
      base: 'b'.repeat(40),
      head: 'c'.repeat(40),
      createdAt: '2026-11-21T12:00:00.000Z',
      untouched: 1,
      projects: [
        {
          cluster: 'vk',
          team: 'team-shop',
          change: 'changed',
          widened: ['every namespace'],
          narrowed: [],
        },
      ],
      otherFiles: ['README.md', 'apps/_base/deployment.yaml'],
    });
    expect(manifests.get('apps/shop/overlays/prod')).toEqual([
      {
        id: 'apps/Deployment/shop-prod/shop',
        before: expect.stringContaining('  replicas: 2\n'),
        after: expect.stringContaining('  replicas: 3\n'),
      },
    ]);
  });
});
