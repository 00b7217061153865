import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { z } from 'zod';
import { startWorld, type World } from './__testUtils__/hiddenWorld';
import { requestsOf } from './__testUtils__/requestsOf';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const anna = mockCredentials.user.header('user:default/anna');

/**
 * A person sees shop and not payroll. For them the portal must say, word by word, what it says where there is no
 * payroll: then neither its name nor anything that counts it is anywhere, however lists are sorted and chosen from.
 */
describe('what a person does not see', () => {
  const worlds: Record<'hidden' | 'absent', World | undefined> = {
    hidden: undefined,
    absent: undefined,
  };

  async function start(has: 'hidden' | 'absent') {
    worlds[has] = await startWorld({
      directory: await mkdtemp(join(tmpdir(), 'hidden-components-')),
      knex: await databases.init('SQLITE_3'),
      hasPayroll: has === 'hidden',
    });
  }

  beforeAll(() => Promise.all([start('hidden'), start('absent')]));
  afterAll(() =>
    Promise.all(Object.values(worlds).map(world => world?.stop())),
  );

  async function ask(world: World | undefined, path: string, who: string) {
    if (!world) {
      throw new Error('The portal did not start');
    }
    const { status, text } = await world.client
      .get(`/api/gitops${path}`)
      .set('authorization', who);
    return {
      status,
      text: text
        .replaceAll(world.origin, 'FORGE')
        .replace(/\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)/g, 'TIME')
        .replace(/[0-9a-f]{40,64}/g, 'HASH')
        // Of today, it shrinks while the test runs; the count is beside it.
        .replace(/"perDay":[0-9.]+/g, 'RATE'),
    };
  }

  it('is not to be found in any reply, of any endpoint, in any order', async () => {
    const description = parse(
      await readFile(join(__dirname, '../schema/openapi.yaml'), 'utf8'),
    );
    const paths = requestsOf(description);
    expect(paths.length).toBeGreaterThan(50);
    const replies: Record<string, number> = {};
    for (const path of paths) {
      const [hidden, absent] = [
        await ask(worlds.hidden, path, anna),
        await ask(worlds.absent, path, anna),
      ];
      expect({ path, ...hidden }).toEqual({ path, ...absent });
      replies[hidden.status] = (replies[hidden.status] ?? 0) + 1;
    }
    // The walk would prove nothing if everything was refused.
    expect(replies[200]).toBeGreaterThan(paths.length / 2);
    expect(replies[500]).toBeUndefined();
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
      const { text } = await ask(worlds.hidden, path, service);
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
      const { text } = await ask(worlds.hidden, path, anna);
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
});
