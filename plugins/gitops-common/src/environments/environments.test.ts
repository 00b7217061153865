import { environmentsSchema } from './environments';
import examples from './environments.examples.json';

interface Example {
  what: string;
  top?: object;
  prod?: object;
}

/** The smallest valid file, with what an example changes in it. */
function fileOf({ top, prod }: Example) {
  const { base } = examples;
  const [dev, own] = base.environments;
  return { ...base, environments: [dev, { ...own, ...prod }], ...top };
}

// The template of the GitOps repository holds the published JSON schema to the same examples.
describe('environmentsSchema', () => {
  it.each<Example>(examples.accepted)('accepts $what', example => {
    expect(environmentsSchema.safeParse(fileOf(example)).error).toBeUndefined();
  });

  it.each<Example>(examples.refused)('refuses $what', example => {
    expect(environmentsSchema.safeParse(fileOf(example)).success).toBe(false);
  });

  it('chooses Traefik and UTC where nothing is said', () => {
    const parsed = environmentsSchema.parse(
      fileOf({
        what: 'a weekly freeze',
        top: { ingress: {} },
        prod: { freezeWindows: [{ reason: 'Weekend', days: ['sat'] }] },
      }),
    );
    expect(parsed.ingress).toEqual({ controller: 'traefik' });
    expect(parsed.environments[1].freezeWindows).toEqual([
      { reason: 'Weekend', days: ['sat'], timeZone: 'UTC' },
    ]);
  });

  it.each([
    [{ gates: { healthyIn: ['prod'] } }, '"prod" is not an environment before'],
    [
      {
        freezeWindows: [
          {
            reason: 'Turned round',
            from: '2026-12-31T00:00:00Z',
            until: '2026-12-30T00:00:00Z',
          },
        ],
      },
      'it ends before it begins',
    ],
    [
      {
        freezeWindows: [{ reason: 'x', days: ['sat'], timeZone: 'Mars/Base' }],
      },
      '"Mars/Base" is not a time zone',
    ],
    [
      { promotion: 'automatic', gates: { approvals: 1 } },
      'nobody can approve what is promoted without a pull request',
    ],
  ])('refuses what no schema of one value can see: %j', (prod, reason) => {
    const { error } = environmentsSchema.safeParse(
      fileOf({ what: reason, prod }),
    );
    expect(error?.issues.map(issue => issue.message).join()).toContain(reason);
  });
});
