import {
  deployment,
  object,
  planInput,
  rendered,
  side,
} from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';
import type { RenderedOverlay } from '../input';
import { planStatus } from '../report/planStatus';

describe('the verdict of a plan', () => {
  const objects = [deployment('shop')];
  const shop = 'apps/shop/overlays/prod';

  function reasons(
    before: RenderedOverlay[],
    after: RenderedOverlay[],
    rest = {},
  ) {
    const { plan } = computePlan(planInput(side(before), side(after), rest));
    return [
      plan.verdict.level,
      ...plan.verdict.reasons.map(one => `${one.kind}: ${one.message}`),
    ];
  }

  it('finds a new version safe, and says which', () => {
    const at = (version: string) =>
      rendered([deployment('shop', { image: `shop:${version}` })], { version });
    const { plan } = computePlan(
      planInput(side([at('1.4.2')]), side([at('1.5.0')])),
    );
    expect(plan.verdict).toEqual({ level: 'safe', reasons: [] });
    expect(plan.overlays[0].version).toEqual({
      before: '1.4.2',
      after: '1.5.0',
    });
    expect(planStatus(plan).description).toBe('Safe: 1 overlay in prod');
  });

  it('counts what a change does not touch, whatever the order of its objects', () => {
    const two = [deployment('a'), deployment('b')];
    const { plan } = computePlan(
      planInput(side([rendered(two)]), side([rendered([...two].reverse())])),
    );
    expect(plan).toMatchObject({
      overlays: [],
      untouched: 1,
      verdict: { level: 'safe' },
    });
  });

  it('refuses what does not render any longer, and only warns of what never did', () => {
    const broken = rendered([], {
      problem: {
        reason: 'invalid',
        message: 'no such file',
        file: 'a.yaml',
        line: 3,
      },
    });
    expect(reasons([rendered(objects)], [broken])).toEqual([
      'refused',
      `render: ${shop} cannot be rendered: a.yaml: no such file`,
    ]);
    const known = [
      'attention',
      `render: ${shop} cannot be rendered before this change already: a.yaml: no such file`,
    ];
    expect(reasons([broken], [broken])).toEqual(known);
    expect(reasons([broken], [rendered(objects)])).toEqual(known);
  });

  it('refuses what a policy newly refuses, once for a rule', () => {
    const finding = (name: string) => ({
      rule: 'probes',
      effect: 'deny' as const,
      object: `Deployment shop-prod/${name}`,
      reason: 'it has no probe',
      fix: 'add one',
    });
    const before = rendered(objects, { findings: [finding('a')] });
    expect(reasons([before], [before])).toEqual(['safe']);
    expect(
      reasons(
        [before],
        [{ ...before, findings: ['a', 'b', 'c'].map(finding) }],
      ),
    ).toEqual([
      'refused',
      'policy: policy probes refuses 2 findings in shop in prod, first Deployment shop-prod/b: it has no probe',
    ]);
  });

  it('refuses a host that somebody else has, and a Secret that everybody could read', () => {
    const ingress = object('Ingress', 'shop', {
      spec: { rules: [{ host: 'a.example.com' }] },
    });
    const secret = object('Secret', 'db', { stringData: { password: 'x' } });
    const untouched = [
      {
        overlay: { component: 'till', environment: 'prod' },
        clusters: ['vk'],
        hosts: ['a.example.com'],
        namespaces: [],
      },
    ];
    expect(
      reasons([rendered(objects)], [rendered([...objects, ingress, secret])], {
        untouched,
      }),
    ).toEqual([
      'refused',
      'collision: shop in prod and till in prod both want the host a.example.com',
      'secret: puts Secret db of shop in prod into Git for everybody to read',
    ]);
  });

  it('says once that a host is taken, where the policies of the repository say so too', () => {
    const claimed = (component: string, host: string) =>
      rendered(
        [
          object(
            'Ingress',
            'web',
            { spec: { rules: [{ host }] } },
            { namespace: component },
          ),
        ],
        {
          overlay: { component },
        },
      );
    const found = (place: string, reason: string) => ({
      rule: 'ingress-host',
      effect: 'deny' as const,
      object: place,
      reason,
      fix: 'choose another host',
    });
    const [one, other] = ['shop', 'till'].map(
      name => `apps/${name}/overlays/prod`,
    );
    const { plan } = computePlan(
      planInput(
        side([claimed('shop', 'a.example.com')]),
        side(
          [claimed('shop', 'a.example.com'), claimed('till', 'a.example.com')],
          {
            findings: [
              found(one, `the host a.example.com is taken by ${other}`),
              found(other, `the host a.example.com is taken by ${one}`),
              found(other, 'the host is not ours'),
            ],
          },
        ),
      ),
    );
    expect(plan.verdict.reasons.map(({ message }) => message)).toEqual([
      'shop in prod and till in prod both want the host a.example.com',
      `policy ingress-host refuses ${other}: the host is not ours`,
    ]);
    expect(plan.findings).toHaveLength(3);
  });

  it('warns of changes of what judges and steers', () => {
    expect(
      reasons([], [], {
        changedFiles: [
          'policies/overlay/a.rego',
          'policies/b.rego',
          '.github/workflows/check.yml',
          'CODEOWNERS',
          'clusters/yc/root.yaml',
          'docs/a.md',
        ],
      }),
    ).toEqual([
      'attention',
      'policy: changes the policies; this plan was judged by those before the change (2 files)',
      'rights: changes who must approve changes (CODEOWNERS)',
      'rights: changes the checks of this repository (.github/workflows/check.yml)',
      'blast-radius: changes what the platform runs on clusters, which no plan shows (clusters/yc/root.yaml)',
    ]);
  });
});
