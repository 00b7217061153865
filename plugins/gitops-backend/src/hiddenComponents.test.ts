import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { planSchema } from '@slipway/plugin-gitops-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { startWorld, type World } from './__testUtils__/hiddenWorld';
import { type ApiRequest, requestsOf } from './__testUtils__/requestsOf';
import { ingress } from './testing/planFixture';
import { BUILD_MS, rendererWasm } from './testing/rendererWasm';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const anna = mockCredentials.user.header('user:default/anna');

/** Operations that say whether a name is taken, and do so on purpose. */
const TELLS_NAMES = ['GetComponentAvailability'];

/** Operations that are refused here whatever they are about, and that have tests of their own of what they say. */
const REFUSED = [
  // Nothing is merged.
  'GetPullRequestRollout',
  // The scaffolder is not there.
  'PostCreationPlan',
  // Who asks proves in other ways who they are.
  'PostRelease',
  // What would be allowed goes on in the background; its preview is the same.
  'RequestPromotion',
  // Everything is cancelled already.
  'TakeOutOfPromotion',
  'PostGithubWebhook',
];

/**
 * A person sees shop and not payroll. For them the portal must say, word by word, what it says where there is no
 * payroll: then neither its name nor anything that counts it is anywhere, however lists are sorted and chosen from.
 */
describe('what a person does not see', () => {
  const worlds: Record<'hidden' | 'absent', World | undefined> = {
    hidden: undefined,
    absent: undefined,
  };

  async function start(has: 'hidden' | 'absent', renderer: string) {
    worlds[has] = await startWorld({
      directory: await mkdtemp(join(tmpdir(), 'hidden-components-')),
      knex: await databases.init('SQLITE_3'),
      hasPayroll: has === 'hidden',
      renderer,
    });
  }

  beforeAll(async () => {
    const renderer = await rendererWasm();
    await Promise.all([start('hidden', renderer), start('absent', renderer)]);
  }, BUILD_MS);
  afterAll(() =>
    Promise.all(Object.values(worlds).map(world => world?.stop())),
  );

  async function ask(
    world: World | undefined,
    request: Pick<ApiRequest, 'path'> & Partial<ApiRequest>,
    who: string,
  ) {
    if (!world) {
      throw new Error('The portal did not start');
    }
    const { method = 'get', headers = {}, body } = request;
    const path = request.path.replace(
      /PLAN-\d|ENTRY-[A-Z]+/g,
      word => world.words[word],
    );
    const { status, text } = await world.client[method](`/api/gitops${path}`)
      .set({ authorization: who, ...headers })
      .send(body);
    return {
      status,
      text: text
        .replaceAll(world.origin, 'FORGE')
        .replace(/\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)/g, 'TIME')
        .replace(/[0-9a-f]{40,64}/g, 'HASH')
        // As short as a message has the id that it was asked for.
        .replace(/no plan [0-9a-f]{12}/, 'no plan HASH')
        // Of today, it shrinks while the test runs; the count is beside it.
        .replace(/"perDay":[0-9.]+/g, 'RATE'),
    };
  }

  it('is not to be found in any reply, of any operation, in any order, however it is chosen from', async () => {
    const description = parse(
      await readFile(join(__dirname, '../schema/openapi.yaml'), 'utf8'),
    );
    const requests = requestsOf(description).filter(
      ({ operation }) => !TELLS_NAMES.includes(operation),
    );
    const replies: Record<string, number> = {};
    const answered = new Set<string>();
    for (const request of requests) {
      const [hidden, absent] = [
        await ask(worlds.hidden, request, anna),
        await ask(worlds.absent, request, anna),
      ];
      expect({ request, ...hidden }).toEqual({ request, ...absent });
      replies[hidden.status] = (replies[hidden.status] ?? 0) + 1;
      if (hidden.status < 300) {
        answered.add(request.operation);
      }
    }
    // The walk would prove nothing if everything was refused.
    expect(replies[200]).toBeGreaterThan(requests.length / 2);
    expect(replies[500]).toBeUndefined();
    const all = new Set(requests.map(({ operation }) => operation));
    expect([...all].filter(one => !answered.has(one))).toEqual(REFUSED);
  });

  it('is there for those who see it', async () => {
    const service = mockCredentials.service.header();
    for (const path of [
      '/environments',
      '/board',
      '/changes',
      '/pull-requests',
      '/releases?component=payroll',
      '/components/payroll/delivery',
      '/comparison?source=dev&target=prod',
    ]) {
      const { text } = await ask(worlds.hidden, { path }, service);
      expect([path, text.includes('payroll')]).toEqual([path, true]);
    }
  });

  it('takes names, and does not say by what', async () => {
    const availability = z.object({
      checks: z.array(
        z.object({
          id: z.string(),
          status: z.string(),
          message: z.string(),
          url: z.string().optional(),
        }),
      ),
    });
    const conflicts = async (name: string) => {
      const path = `/components/${name}/availability`;
      const { text } = await ask(worlds.hidden, { path }, anna);
      return availability
        .parse(JSON.parse(text))
        .checks.filter(({ status }) => status === 'conflict');
    };
    expect(await conflicts('wages')).toEqual([
      expect.objectContaining({ id: 'host' }),
    ]);
    expect(JSON.stringify(await conflicts('wages'))).not.toMatch(/payroll|url/);
    const own = await conflicts('payroll');
    expect(own.map(({ id }) => id)).toEqual(['entity', 'overlay']);
    expect(own.flatMap(({ url }) => url ?? [])).toEqual([]);
  });

  it('collides with plans, and does not say what does', async () => {
    const files = [
      {
        path: 'apps/shop/overlays/prod/ingress.yaml',
        content: ingress('payroll-prod', 'payroll-prod.example.com'),
      },
    ];
    const request = {
      path: '/plans',
      method: 'post',
      body: { files },
    } as const;
    const collisions = async (who: string) => {
      const { text } = await ask(worlds.hidden, request, who);
      const { verdict } = planSchema
        .pick({ verdict: true })
        .parse(JSON.parse(text));
      return {
        text,
        said: verdict.reasons.flatMap(({ kind, message }) =>
          kind === 'collision' ? message : [],
        ),
      };
    };
    const { said, text } = await collisions(anna);
    expect(said).toEqual([
      'shop in prod and another component in prod both want the host payroll-prod.example.com',
      'shop in prod and another component in prod both want the namespace payroll-prod',
    ]);
    expect(text).not.toMatch(/payroll(?!-prod)/);
    const seen = await collisions(mockCredentials.service.header());
    expect(seen.said.join()).toContain('payroll in prod');
  });

  it('is not planned for those who do not see it', async () => {
    const files = [{ path: 'apps/payroll/overlays/prod/a.md', content: 'a' }];
    const request = {
      path: '/plans',
      method: 'post',
      body: { files },
    } as const;
    const { status, text } = await ask(worlds.hidden, request, anna);
    expect(status).toBe(404);
    expect(text).not.toContain('payroll');
  });
});
