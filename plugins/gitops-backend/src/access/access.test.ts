import {
  mockCredentials,
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  gitopsGateOverridePermission,
  gitopsPromotionCreatePermission,
} from '@slipway/plugin-gitops-common';
import {
  createGitOpsTargetConditionalDecision,
  gitopsTargetConditions,
} from '@slipway/plugin-gitops-node';
import { componentEntity } from '../testing/componentEntity';
import { planOf } from '../testing/FakePlanner';
import { snapshotOf } from '../testing/snapshotOf';
import { ComponentGuard, visibleStatus } from './ComponentGuard';
import { createTargetAuthority } from './createTargetAuthority';
import { createVisibility } from './createVisibility';
import { PlanGuard } from './PlanGuard';

const anna = mockCredentials.user('user:default/anna');
const bob = mockCredentials.user('user:default/bob');
const service = mockCredentials.service();
const index = {
  snapshot: snapshotOf({ shop: 'team-shop', payroll: 'team-pay' }),
};
const auth = mockServices.auth();

/** A catalog that shows Anna the shop, Bob payroll, and services everything. */
function catalogOf() {
  const entities = [componentEntity('shop'), componentEntity('payroll')];
  const asked: string[] = [];
  return {
    entities,
    asked,
    away: false,
    async *streamEntities(
      ...[request, options]: Parameters<CatalogService['streamEntities']>
    ) {
      const who = auth.isPrincipal(options.credentials, 'user')
        ? options.credentials.principal.userEntityRef
        : 'service';
      asked.push(who);
      if (this.away) {
        throw new Error('connection refused');
      }
      const shown = catalogServiceMock({ entities: this.entities });
      for await (const page of shown.streamEntities(request, options)) {
        yield page.filter(
          ({ metadata: { name } }) =>
            who === 'service' ||
            (who === 'user:default/anna') === (name === 'shop'),
        );
      }
    },
  };
}

describe('createVisibility', () => {
  it('shows everybody what the catalog shows them, and services also what it does not have', async () => {
    const more = { snapshot: snapshotOf({ shop: 'a', unregistered: 'b' }) };
    const visibility = createVisibility({
      auth,
      catalog: catalogOf(),
      index: more,
    });
    const [forAnna, forBob, forService] = await Promise.all(
      [anna, bob, service].map(one => visibility.of(one)),
    );
    expect(forAnna.names).toEqual(['shop']);
    expect(forAnna.has('payroll')).toBe(false);
    expect(forAnna.has('constructor')).toBe(false);
    expect(forAnna.get('shop')).toEqual({
      name: 'shop',
      entityRef: 'component:default/shop',
      owner: 'group:default/team-shop',
      system: 'system:default/retail',
    });
    expect(forBob.names).toEqual(['payroll']);
    expect(forService.names).toEqual(['payroll', 'shop', 'unregistered']);
    expect(forService.unlimited).toBe(true);
  });

  it('lets nobody wait while the catalog is asked again, and shows nothing that is older than a minute', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      const catalog = catalogOf();
      const visibility = createVisibility({ auth, catalog, index });
      await visibility.of(anna);
      catalog.away = true;
      jest.advanceTimersByTime(20_000);
      expect((await visibility.of(anna)).names).toEqual(['shop']);
      expect(catalog.asked).toHaveLength(2);
      jest.advanceTimersByTime(41_000);
      await expect(visibility.of(anna)).rejects.toThrow('connection refused');
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks the catalog once for many looks of one person', async () => {
    const catalog = catalogOf();
    const visibility = createVisibility({ auth, catalog, index });
    await Promise.all([anna, anna, bob, anna].map(one => visibility.of(one)));
    await visibility.of(anna);
    expect(catalog.asked.sort()).toEqual([
      'user:default/anna',
      'user:default/bob',
    ]);
  });

  it('shows nothing while the catalog does not answer, and asks again', async () => {
    const catalog = catalogOf();
    catalog.away = true;
    const visibility = createVisibility({ auth, catalog, index });
    await expect(visibility.of(anna)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('connection refused'),
    });
    catalog.away = false;
    expect((await visibility.of(anna)).names).toEqual(['shop']);
    await expect(visibility.of(mockCredentials.none())).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});

describe('ComponentGuard', () => {
  const visibility = createVisibility({ auth, catalog: catalogOf(), index });
  const guard = new ComponentGuard({ auth, visibility });

  it('answers in the same words for a hidden component and an unknown one', async () => {
    const words = async (component: string) =>
      guard.require(anna, component).then(
        () => 'shown',
        error => `${error}`.replace(component, 'it'),
      );
    expect(await words('payroll')).toContain('no component it');
    expect(await words('payroll')).toBe(await words('nothing'));
    expect((await guard.require(anna, 'shop')).names).toEqual(['shop']);
  });

  it('finds a component that is new, and asks for one that there is not once in two seconds', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      const catalog = catalogOf();
      catalog.entities = [];
      const own = new ComponentGuard({
        auth,
        visibility: createVisibility({ auth, catalog, index }),
      });
      const look = () => own.require(anna, 'shop');
      await Promise.all(
        [look, look, look].map(one =>
          expect(one()).rejects.toThrow('no component'),
        ),
      );
      jest.advanceTimersByTime(1_000);
      await expect(look()).rejects.toThrow('no component');
      expect(catalog.asked).toHaveLength(1);
      catalog.entities = [componentEntity('shop')];
      jest.advanceTimersByTime(1_500);
      expect((await look()).names).toEqual(['shop']);
      expect(catalog.asked).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('hides what is also about a hidden component, and shows what brings a new one', async () => {
    const sees = await guard.sees(anna);
    expect(sees(['shop'])).toBe(true);
    expect(sees([])).toBe(true);
    expect(sees(['shop', 'new'])).toBe(true);
    expect(sees(['shop', 'payroll'])).toBe(false);
    expect((await guard.sees(service))(['shop', 'payroll'])).toBe(true);
  });

  it('leaves files of hidden components out of what is wrong', async () => {
    const status = {
      repository: 'https://forge.example.com/acme/infra',
      branch: 'main',
      fileProblems: [
        { file: 'apps/payroll/component.yaml', reason: 'payroll is wrong' },
        { file: 'apps/shop/component.yaml', reason: 'shop is wrong' },
        { file: 'environments.yaml', reason: 'all is wrong' },
      ],
      problem: {
        file: 'apps/payroll/x.yaml',
        line: 7,
        reason: 'payroll',
        commit: 'c'.repeat(40),
        since: '2026-11-20T10:00:00Z',
      },
    };
    const shown = visibleStatus(status, await visibility.of(anna));
    expect(shown.fileProblems).toEqual(status.fileProblems.slice(1));
    expect(JSON.stringify(shown)).not.toContain('payroll');
    expect(visibleStatus(status, await visibility.of(service))).toEqual(status);
  });
});

describe('PlanGuard', () => {
  const overlay = { name: 'prod', images: [] };
  const two = {
    snapshot: snapshotOf({ shop: 'a', payroll: 'b' }, [
      overlay,
      { ...overlay, name: 'dev' },
    ]),
  };
  const visibility = createVisibility({
    auth,
    catalog: catalogOf(),
    index: two,
  });
  const guard = new ComponentGuard({ auth, visibility });
  const plans = new PlanGuard({ guard, visibility, index: two });
  const plan = (file: string) =>
    planOf(
      { base: 'a'.repeat(40), head: 'b'.repeat(40) },
      { otherFiles: [file], untouched: 4 },
    );

  it('counts the overlays of what somebody sees only', async () => {
    const ofShop = plan('apps/shop/README.md');
    expect(await plans.show(anna, ofShop)).toEqual({ ...ofShop, untouched: 2 });
    expect(await plans.show(service, ofShop)).toEqual(ofShop);
  });

  describe('what a plan says about what somebody does not see', () => {
    const PROD = 'apps/shop/overlays/prod';
    const base = plan('apps/shop/README.md');
    const finding = {
      rule: 'ingress-host',
      effect: 'deny' as const,
      object: 'apps/shop/overlays/prod',
      reason:
        'the host payroll.example.com is taken by apps/payroll/overlays/prod',
      fix: 'choose another host',
      introduced: true,
    };
    const debt = {
      ...finding,
      object: 'apps/payroll/overlays/dev',
      reason: 'it is old',
      introduced: false,
    };
    const full = {
      ...base,
      verdict: {
        level: 'refused' as const,
        reasons: [
          reason(
            'collision',
            'payroll in prod and shop in prod both want the host payroll.example.com',
            'apps/payroll/overlays/prod',
          ),
          reason('collision', 'shop in dev and payroll in dev', PROD),
          reason('render', 'cannot be read: apps/payroll/component.yaml: no'),
          reason('rights', 'team shop gains 1 right: namespace payroll-prod'),
          reason('policy', 'policy payroll-limits refuses shop-prod/payroll.'),
        ],
      },
      findings: [finding, debt, { ...finding, reason: 'shop' }],
      projects: [
        {
          cluster: 'yc',
          team: 'shop',
          change: 'changed' as const,
          widened: ['namespace payroll-prod', 'namespace shop-prod'],
          narrowed: [],
        },
      ],
    };

    it('has no names, and keeps what is theirs', async () => {
      const shown = await plans.show(anna, full);
      expect(shown.verdict.level).toBe('refused');
      expect(
        shown.verdict.reasons.map(one => [one.message, one.overlay]),
      ).toEqual([
        [
          'another component in prod and shop in prod both want the host payroll.example.com',
          undefined,
        ],
        ['shop in dev and another component in dev', PROD],
        ['cannot be read: another component: no', undefined],
        ['team shop gains 1 right: namespace of another component', undefined],
        [
          'policy payroll-limits refuses shop-prod/another component.',
          undefined,
        ],
      ]);
      expect(shown.findings).toEqual([
        {
          ...finding,
          reason: 'the host payroll.example.com is taken by another component',
        },
        { ...finding, reason: 'shop' },
      ]);
      expect(shown.projects[0].widened).toEqual([
        'namespace of another component',
        'namespace shop-prod',
      ]);
      expect(await plans.showVerdict(anna, { verdict: full.verdict })).toEqual({
        verdict: shown.verdict,
      });
    });

    it('is said to those who see it', async () => {
      expect(await plans.show(service, full)).toEqual(full);
      expect(await plans.showVerdict(service, full)).toEqual(full);
      expect(await plans.showVerdict(anna, {})).toEqual({});
    });

    function reason(
      kind: 'collision' | 'render' | 'rights' | 'policy',
      message: string,
      path?: string,
    ) {
      return {
        level: 'refused' as const,
        kind,
        message,
        ...(path !== undefined && { overlay: path }),
      };
    }
  });

  it('has no plan about what somebody does not see', async () => {
    await expect(
      plans.show(anna, plan('apps/payroll/README.md')),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('createTargetAuthority', () => {
  const targets = [
    { component: 'shop', environment: 'dev' },
    { component: 'shop', environment: 'prod' },
  ];

  async function authorityWith(decision: PolicyDecision) {
    const registry = ServiceFactoryTester.from(
      mockServices.permissionsRegistry.factory(),
      { dependencies: [mockServices.httpRouter.mock().factory] },
    );
    return createTargetAuthority({
      permissions: mockServices.permissions.mock({
        authorizeConditional: async () => [decision],
      }),
      permissionsRegistry: await registry.getSubject('gitops'),
      visibility: createVisibility({ auth, catalog: catalogOf(), index }),
      index,
      platformGroup: 'group:default/platform',
    });
  }
  const owners = (...claims: string[]) =>
    createGitOpsTargetConditionalDecision(
      gitopsPromotionCreatePermission,
      gitopsTargetConditions.isComponentOwner({ claims }),
    );

  it('lets those change whom the policy lets, by owner', async () => {
    const authority = await authorityWith(owners('group:default/team-shop'));
    await authority.require(anna, gitopsPromotionCreatePermission, targets);
    expect(
      await authority.filter(anna, gitopsPromotionCreatePermission, [
        ...targets,
        { component: 'payroll', environment: 'prod' },
      ]),
    ).toEqual(targets);
  });

  it('lets those change whom the policy lets, by environment', async () => {
    const authority = await authorityWith(
      createGitOpsTargetConditionalDecision(gitopsPromotionCreatePermission, {
        not: gitopsTargetConditions.isEnvironment({ names: ['prod'] }),
      }),
    );
    expect(
      await authority.filter(anna, gitopsPromotionCreatePermission, targets),
    ).toEqual([targets[0]]);
    await expect(
      authority.require(anna, gitopsPromotionCreatePermission, targets),
    ).rejects.toThrow('shop in prod');
  });

  it('refuses everybody else in words that say whom to ask', async () => {
    const others = await authorityWith(owners('group:default/other'));
    await expect(
      others.require(anna, gitopsPromotionCreatePermission, targets),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        'This needs the permission gitops.promotion.create for shop in dev; ask team-shop or platform',
    });
    const nobody = await authorityWith({ result: AuthorizeResult.DENY });
    await expect(
      nobody.require(anna, gitopsGateOverridePermission, targets),
    ).rejects.toThrow('ask platform');
  });

  it('does not tell a hidden component from an unknown one, whatever the policy says', async () => {
    const authority = await authorityWith({ result: AuthorizeResult.ALLOW });
    for (const component of ['payroll', 'nothing']) {
      await expect(
        authority.require(anna, gitopsPromotionCreatePermission, [
          ...targets,
          { component, environment: 'prod' },
        ]),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }
  });
});
