import type { JsonObject } from '@backstage/types';
import { Masker } from '../masking/Masker';
import { globCovers } from './compareRights';
import { planProjects } from './planProjects';

const FILE = 'clusters/yc/projects/team-shop.yaml';
const here = 'https://kubernetes.default.svc';

function project(spec: JsonObject): ReadonlyMap<string, string> {
  return new Map([
    [
      FILE,
      JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'team-shop' },
        spec,
      }),
    ],
  ]);
}

function compare(before: JsonObject, after: JsonObject) {
  const { projects } = planProjects(
    project(before),
    project(after),
    new Masker(),
  );
  return projects[0] ?? { widened: [], narrowed: [] };
}

describe('planProjects', () => {
  it.each<[string, JsonObject, JsonObject, string[], string[]]>([
    [
      'a namespace',
      { destinations: [{ namespace: 'shop-dev', server: here }] },
      {
        destinations: [
          { namespace: 'shop-dev', name: 'in-cluster' },
          { namespace: 'shop-prod', server: here },
        ],
      },
      ['namespace shop-prod'],
      [],
    ],
    [
      'every namespace in place of one',
      { destinations: [{ namespace: 'shop-dev', server: here }] },
      { destinations: [{ namespace: '*', server: here }] },
      ['every namespace'],
      [],
    ],
    [
      'one namespace in place of a pattern, on another cluster',
      { destinations: [{ namespace: 'shop-*', server: here }] },
      { destinations: [{ namespace: 'shop-dev', server: 'https://other' }] },
      ['namespace shop-dev on https://other'],
      ['namespace shop-*'],
    ],
    [
      'a namespace that is no longer excepted',
      {
        destinations: [
          { namespace: '*', server: here },
          { namespace: '!kube-system', server: here },
        ],
      },
      { destinations: [{ namespace: '*', server: here }] },
      ['no longer forbidden: namespace kube-system'],
      [],
    ],
    [
      'any repository',
      { sourceRepos: ['https://github.com/acme/*'] },
      { sourceRepos: ['*'] },
      ['repository *'],
      [],
    ],
    [
      'a repository that a pattern covers, and one deeper that it does not',
      { sourceRepos: ['https://github.com/acme/*'] },
      {
        sourceRepos: [
          'https://github.com/acme/*',
          'https://github.com/acme/a',
          'https://github.com/acme/a/b',
        ],
      },
      ['repository https://github.com/acme/a/b'],
      [],
    ],
    [
      'a kind that belongs to no namespace',
      { clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }] },
      {
        clusterResourceWhitelist: [
          { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
        ],
      },
      ['cluster-wide kind ClusterRole of rbac.authorization.k8s.io'],
      ['cluster-wide kind Namespace'],
    ],
    [
      'every kind, because nothing limits them any longer',
      { namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }] },
      {},
      ['every kind'],
      [],
    ],
    [
      'a kind that was forbidden',
      { namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }] },
      { namespaceResourceBlacklist: [{ group: '', kind: 'LimitRange' }] },
      ['no longer forbidden: kind ResourceQuota'],
      ['now forbidden: kind LimitRange'],
    ],
    [
      'what a role may do',
      {
        roles: [
          {
            name: 'ci',
            policies: ['p, proj:a:ci, applications, get, a/*, allow'],
          },
        ],
      },
      {
        roles: [
          {
            name: 'ci',
            policies: [
              'p, proj:a:ci, applications, get, a/*, allow',
              'p, proj:a:ci, applications, *, a/*, allow',
            ],
            groups: ['acme:devs'],
          },
        ],
      },
      [
        'role ci: p, proj:a:ci, applications, *, a/*, allow',
        'role ci for group acme:devs',
      ],
      [],
    ],
    [
      'commits without a signature',
      { signatureKeys: [{ keyID: 'AB' }] },
      { signatureKeys: [] },
      ['no longer forbidden: commits that are not signed'],
      [],
    ],
    [
      'syncs at night',
      {
        syncWindows: [
          {
            kind: 'deny',
            schedule: '0 22 * * *',
            duration: '8h',
            timeZone: 'Europe/Moscow',
          },
        ],
      },
      { syncWindows: [] },
      ['no longer forbidden: syncs "0 22 * * *" for 8h (Europe/Moscow)'],
      [],
    ],
    [
      'a second time to sync, after a first that took all others',
      {
        syncWindows: [
          {
            kind: 'allow',
            schedule: '0 9 * * 1',
            duration: '1h',
            manualSync: true,
            applications: ['shop-*'],
          },
        ],
      },
      {
        syncWindows: [
          {
            kind: 'allow',
            schedule: '0 9 * * 5',
            duration: '1h',
            manualSync: true,
            applications: ['shop-*'],
          },
          {
            kind: 'allow',
            schedule: '0 9 * * 1',
            duration: '1h',
            manualSync: true,
            applications: ['shop-*'],
          },
        ],
      },
      [
        'no longer forbidden: automated syncs of Applications shop-* outside of "0 9 * * 1" for 1h',
      ],
      [
        'now forbidden: automated syncs of Applications shop-* outside of "0 9 * * 1" for 1h and "0 9 * * 5" for 1h',
      ],
    ],
    [
      'nothing by windows, which only take',
      {},
      {
        syncWindows: [
          {
            kind: 'deny',
            schedule: '0 1 * * *',
            duration: '1h',
            namespaces: ['b', 'a'],
            clusters: ['c'],
            andOperator: true,
          },
        ],
      },
      [],
      [
        'now forbidden: syncs of namespaces a, b and clusters c "0 1 * * *" for 1h',
      ],
    ],
    [
      'the rights of another account',
      {
        destinationServiceAccounts: [
          { server: here, namespace: 'shop-*', defaultServiceAccount: 'shop' },
        ],
      },
      {
        destinationServiceAccounts: [
          {
            server: here,
            namespace: 'shop-dev',
            defaultServiceAccount: 'shop',
          },
          { server: here, namespace: '*', defaultServiceAccount: 'ops:admin' },
        ],
      },
      ['syncs as service account ops:admin into every namespace'],
      ['syncs as service account shop into namespace shop-*'],
    ],
    [
      'nothing, in another order',
      { sourceRepos: ['a', 'b'] },
      { sourceRepos: ['b', 'a'] },
      [],
      [],
    ],
  ])(
    'shows that a team gains %s',
    (_what, before, after, widened, narrowed) => {
      expect(compare(before, after)).toMatchObject({ widened, narrowed });
    },
  );

  it('shows all rights of a project that comes, and of one that goes', () => {
    const one = project({
      sourceRepos: ['https://a:hunter2222@b/c'],
      destinations: [{ namespace: 'a', server: here }],
    });
    const rights = [
      'repository https://a:(hidden)@b/c',
      'namespace a',
      'every kind',
    ];
    expect(planProjects(new Map(), one, new Masker()).projects).toEqual([
      {
        cluster: 'yc',
        team: 'team-shop',
        change: 'added',
        widened: rights,
        narrowed: [],
      },
    ]);
    expect(planProjects(one, new Map(), new Masker()).projects).toEqual([
      {
        cluster: 'yc',
        team: 'team-shop',
        change: 'removed',
        widened: [],
        narrowed: rights,
      },
    ]);
  });

  it('complains of a project in the head that cannot be read, and of none that stays', () => {
    const broken = new Map([[FILE, 'kind: AppProject\nspec: 1\n']]);
    expect(
      planProjects(project({}), broken, new Masker()).problems,
    ).toMatchObject([{ file: FILE }]);
    expect(planProjects(broken, broken, new Masker())).toEqual({
      projects: [],
      problems: [],
    });
  });
});

describe('globCovers', () => {
  it.each([
    ['*', 'a*', true],
    ['a*', 'ab', true],
    ['a*', '*', false],
    ['a', '*', false],
    ['*-dev', 'shop-dev', true],
    ['*-dev', 'shop-prod', false],
    ['a*c*e', 'abcde', true],
    ['a**', 'a', true],
    ['', 'a', false],
    ['[ab]', 'a', false],
  ])('%j covers %j: %s', (wide, narrow, expected) => {
    expect(globCovers(wide, narrow)).toBe(expected);
  });
});
