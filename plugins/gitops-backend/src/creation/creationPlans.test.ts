import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type CreationPlan,
  creationPlanSchema,
} from '@slipway/plugin-gitops-common';
import request from 'supertest';
import {
  type CreationPortal,
  startCreationPortal,
} from './__testUtils__/creationPortal';
import { BUILD_MS } from '../testing/rendererWasm';

jest.setTimeout(120_000);

const GO = 'template:default/app-base-go-react';
const TS = 'template:default/app-base-ts';
const VALUES = {
  name: 'checkout',
  owner: 'group:default/team-shop',
  description: 'Takes the money',
  environments: ['dev', 'prod'],
};

describe('plans of creations, by the scaffolder and the renderer', () => {
  let portal: CreationPortal;

  beforeAll(async () => {
    portal = await startCreationPortal();
  }, BUILD_MS);

  afterAll(() => portal?.stop());

  const post = (template: string, values: object) =>
    request(portal.server)
      .post('/api/gitops/plans/creation')
      .set('authorization', mockCredentials.user.header())
      .send({ template, values });

  async function plan(
    template: string,
    other: object = {},
  ): Promise<CreationPlan> {
    const { status, body } = await post(template, { ...VALUES, ...other });
    expect({ status, error: body.error?.message }).toEqual({ status: 200 });
    return creationPlanSchema.parse(body);
  }

  const refusal = async (template: string, values: object) => {
    const { status, body } = await post(template, values);
    return `${status} ${body.error?.message}`;
  };

  it.each([
    [GO, { data: 'none' }, []],
    [GO, { data: 'postgresql' }, ['depends on resource:default/checkout-db']],
    [
      GO,
      { data: 'postgresql-redis' },
      [
        'depends on resource:default/checkout-db',
        'depends on resource:default/checkout-redis',
      ],
    ],
    [TS, {}, []],
    [TS, { postgresql: true, media: true }, ['part of system checkout']],
  ])(
    'shows all that %s with %j would create',
    async (template, data, needs) => {
      const creation = await plan(template, data);
      // Nothing is built yet, and the team gets namespaces: what every creation says.
      expect(creation.verdict).toMatchObject({
        level: 'attention',
        reasons: [
          { kind: 'policy', message: expect.stringContaining('not released') },
          { kind: 'rights', message: expect.stringContaining('vk') },
          { kind: 'rights', message: expect.stringContaining('yc') },
        ],
      });
      expect(creation.plan?.overlays).toMatchObject([
        { path: 'apps/checkout/overlays/dev', change: 'added' },
        { path: 'apps/checkout/overlays/prod', change: 'added' },
      ]);
      expect(creation.checks.every(({ status }) => status === 'ok')).toBe(true);
      expect(creation.repository?.slug).toBe('acme/checkout');
      const readme = creation.repository?.files.find(
        ({ path }) => path === 'README.md',
      );
      expect(readme?.content).toContain('checkout');
      const [component] = creation.entities;
      expect(component).toMatchObject({
        kind: 'Component',
        name: 'checkout',
        owner: 'group:default/team-shop',
      });
      expect(component.relations).toEqual(expect.arrayContaining(needs));
    },
  );

  it('has its manifests where every plan has them, and writes nothing to the forge', async () => {
    const { plan: planned } = await plan(TS);
    const { body } = await request(portal.server)
      .get(`/api/gitops/plans/${planned?.id}/manifests`)
      .query({ overlay: 'apps/checkout/overlays/prod' })
      .set('authorization', mockCredentials.user.header());
    expect(JSON.stringify(body)).toContain('kind: Deployment');
    expect(portal.writes).toEqual([]);
  });

  it('has one id for the same answers, also when asked at once, and another for others', async () => {
    const [one, same] = await Promise.all([plan(TS), plan(TS)]);
    const other = await plan(TS, { description: 'Takes the goods' });
    expect(same.id).toBe(one.id);
    expect(other.id).not.toBe(one.id);
  });

  it.each([
    ['whose host another component has', 'basket', 'host', 'till'],
    ['that a repository has', 'taken', 'repository', 'acme/taken'],
    ['that is none', 'Not A Name', 'name', ''],
  ])('refuses a name %s', async (_what, name, id, words) => {
    const { verdict, checks, ...creation } = await plan(TS, { name });
    expect(verdict.level).toBe('refused');
    expect(verdict.reasons[0].message).toContain(words);
    expect(checks).toContainEqual(
      expect.objectContaining({ id, status: 'conflict' }),
    );
    expect(creation.plan).toBeUndefined();
  });

  it('refuses a host that only rendering shows to be taken', async () => {
    const creation = await plan(TS, { name: 'hamper' });
    expect(creation.verdict.level).toBe('refused');
    expect(creation.verdict.reasons[0].message).toContain('hamper.dev');
    expect(creation.plan?.verdict.level).toBe('refused');
  });

  it('takes answers as data, whatever they say', async () => {
    // As an attacker would answer.
    const description = `\${{ secrets.backstageToken }} {% raw %}": [ & $(id) <b>`;
    const creation = await plan(GO, { description });
    expect(creation.entities[0].description).toBe(description);
    expect(JSON.stringify(creation)).not.toContain('canary-of-the-forge');
    expect(JSON.stringify(creation)).not.toContain(portal.directory);
  });

  it('says what is wrong with an answer in the words of the form', async () => {
    const { name: _, ...nameless } = VALUES;
    expect(await refusal(TS, nameless)).toBe('400 Name is missing.');
    const { environments: __, ...nowhere } = VALUES;
    expect(await refusal(TS, nowhere)).toBe('400 Environments is missing.');
    const long = { ...VALUES, description: 'x'.repeat(201) };
    expect(await refusal(TS, long)).toBe(
      '400 Description is too long; it has at most 200 characters.',
    );
    const typo = { ...VALUES, environments: ['staging'] };
    expect(await refusal(TS, typo)).toBe(
      '400 Environment "staging" does not exist; choose from dev, prod. Nothing was created.',
    );
    expect(await refusal('::', VALUES)).toMatch(/^400 .*no template/);
    expect(await refusal('template:default/none', VALUES)).toMatch(/^404 /);
    expect(await refusal('group:default/team-shop', VALUES)).toMatch(/^400 /);
  });

  it('plans for nobody but a team of the person', async () => {
    const values = { ...VALUES, owner: 'group:default/team-till' };
    expect(await refusal(TS, values)).toMatch(
      /^403 You are not in .*team-till/,
    );
  });

  it.each([
    ['proposes-twice', 'more than one change'],
    ['reads-the-catalog', 'catalog:fetch'],
    ['reads-the-token', 'secrets'],
  ])('runs no steps with its rights as in %s', async (name, words) => {
    const answer = await refusal(`template:default/${name}`, VALUES);
    expect(answer).toMatch(/^400 .*cannot be planned/);
    expect(answer).toContain(words);
  });
});
