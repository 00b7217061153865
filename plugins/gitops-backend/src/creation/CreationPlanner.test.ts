import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { AvailabilityCheck } from '@slipway/plugin-gitops-common';
import { planOf } from '../testing/FakePlanner';
import { CreationPlanner } from './CreationPlanner';
import type { Rehearsal } from './ScaffolderClient';

const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'app', namespace: 'default' },
  spec: {
    type: 'service',
    parameters: [
      { required: ['name'], properties: { name: { title: 'Name' } } },
      {
        required: ['plan', 'terms'],
        properties: {
          plan: { type: 'string', 'ui:field': 'CreationPlan' },
          terms: { type: 'boolean' },
        },
      },
    ],
    steps: [{ action: 'gitops:pull-request', input: {} }],
  },
};
const WORKSPACE = {
  'gitops-changes.json': '{"files":[{"path":"apps/a/x.yaml","content":"a"}]}',
  'service/catalog-info.yaml': 'kind: Component\nmetadata: { name: shop }\n',
  'service/logo.png': '\u0000',
  'service/long.txt': 'x'.repeat(64 * 1024 + 1),
  'gitops/apps/a/x.yaml': 'a',
};

describe('CreationPlanner', () => {
  let checks: AvailabilityCheck[];
  let workspace: Record<string, string>;
  let rehearsals: Rehearsal[];
  let release: () => void;
  let gate: Promise<void>;

  beforeEach(() => {
    checks = [{ id: 'name', status: 'ok', message: 'It is fine.' }];
    workspace = WORKSPACE;
    rehearsals = [];
    gate = Promise.resolve();
  });

  /** Rehearsals wait until they are released. */
  function hold() {
    gate = new Promise(resolve => {
      release = resolve;
    });
  }

  function planner(deadlineMs?: number) {
    return new CreationPlanner({
      catalog: catalogServiceMock({ entities: [TEMPLATE] }),
      authority: { require: async () => {} },
      changes: { require: async () => {} },
      availability: {
        check: async ({ component }) => ({
          component,
          available: true,
          checks,
        }),
      },
      templates: { read: async () => [] },
      scaffolder: {
        async rehearse(rehearsal, signal) {
          rehearsals.push(rehearsal);
          await Promise.race([
            gate,
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            }),
          ]);
          return Object.entries(workspace).map(([path, content]) => ({
            path,
            content: Buffer.from(content),
          }));
        },
      },
      plans: { planFiles: async () => planOf({ base: 'a', head: 'b' }) },
      organization: 'acme',
      deadlineMs,
    });
  }

  const ask = (
    by: CreationPlanner,
    name = 'shop',
    signal = new AbortController().signal,
  ) =>
    by.plan(
      { template: 'app', values: { name, owner: 'team-shop' } },
      mockCredentials.user(),
      signal,
    );

  /** Until so many rehearsals have begun. */
  async function begun(count: number) {
    while (rehearsals.length < count) {
      await new Promise(setImmediate);
    }
  }

  it('rehearses without the question that waits for the plan, and splits what comes of it', async () => {
    const creation = await ask(planner());
    expect(rehearsals[0].template.spec.parameters).toEqual([
      { required: ['name'], properties: { name: { title: 'Name' } } },
      { required: ['terms'], properties: { terms: { type: 'boolean' } } },
    ]);
    expect(creation).toMatchObject({
      verdict: { level: 'safe', reasons: [] },
      repository: { slug: 'acme/shop' },
      entities: [{ kind: 'Component', name: 'shop', namespace: 'default' }],
    });
    expect(creation.repository?.files).toEqual([
      {
        path: 'catalog-info.yaml',
        size: 41,
        content: WORKSPACE['service/catalog-info.yaml'],
      },
      { path: 'logo.png', size: 1 },
      { path: 'long.txt', size: 64 * 1024 + 1 },
    ]);
  });

  it('shows what else happens, and has no plan where nothing else is left', async () => {
    const effects = ['Archives the repository acme/shop.'];
    const file = (files: object[]) => ({
      'gitops-changes.json': JSON.stringify({ files, effects }),
    });
    workspace = file([{ path: 'apps/a/x.yaml', content: null }]);
    expect(await ask(planner())).toMatchObject({ effects, plan: {} });
    workspace = file([]);
    const { plan, ...rest } = await ask(planner());
    expect(rest).toMatchObject({ effects, verdict: { level: 'safe' } });
    expect(plan).toBeUndefined();
  });

  it('is not sure of what could not be checked', async () => {
    checks = [{ id: 'host', status: 'unknown', message: 'Nobody answers.' }];
    const { verdict, plan } = await ask(planner());
    expect(verdict).toMatchObject({
      level: 'attention',
      reasons: [{ kind: 'collision', message: 'Nobody answers.' }],
    });
    expect(plan).toBeDefined();
  });

  it('runs equal requests once and others one after the other, a few at most', async () => {
    hold();
    const by = planner();
    const answers = ['a', 'a', 'b', 'c', 'd'].map(name => ask(by, name));
    await begun(1);
    await expect(ask(by, 'e')).rejects.toThrow('are being made already');
    expect(rehearsals).toHaveLength(1);
    release();
    const [one, same] = await Promise.all(answers);
    expect(same).toBe(one);
    expect(rehearsals.map(({ values }) => values.name)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('starts nothing for somebody who has gone, and stops what runs for them', async () => {
    hold();
    const by = planner();
    const gone = new AbortController();
    const answers = ['a', 'b'].map(name => ask(by, name, gone.signal));
    await begun(1);
    gone.abort();
    for (const { status } of await Promise.allSettled(answers)) {
      expect(status).toBe('rejected');
    }
    release();
    await ask(by, 'c');
    expect(rehearsals.map(({ values }) => values.name)).toEqual(['a', 'c']);
  });

  it('says so when it takes too long', async () => {
    hold();
    await expect(ask(planner(20))).rejects.toThrow(
      'The plan of app took longer than 0.02 s',
    );
  });

  it.each([
    ['proposes nothing', { 'gitops-changes.json': undefined }, 'no'],
    [
      'proposes what is there',
      { 'gitops-changes.json': '{"files":[]}' },
      'This would change nothing',
    ],
    [
      'proposes a workflow',
      {
        'gitops-changes.json':
          '{"files":[{"path":".github/x.yaml","content":"a"}]}',
      },
      'workflows',
    ],
    [
      'has entities that are none',
      { 'service/catalog-info.yaml': 'kind: [' },
      'Entity 1',
    ],
    [
      'has an alias bomb for entities',
      {
        'service/catalog-info.yaml': `a: &a [${'x,'.repeat(9)}]
b: &b [${'*a,'.repeat(9)}]
c: &c [${'*b,'.repeat(9)}]
d: [${'*c,'.repeat(9)}]
`,
      },
      'Entity 1',
    ],
  ])('refuses a template that %s', async (_what, files, words) => {
    workspace = JSON.parse(JSON.stringify({ ...WORKSPACE, ...files }));
    await expect(ask(planner())).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(words),
    });
  });
});
