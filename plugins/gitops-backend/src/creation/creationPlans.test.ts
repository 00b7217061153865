import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import {
  type CreationPlan,
  creationPlanSchema,
} from '@slipway/plugin-gitops-common';
import { gitopsForgeExtensionPoint } from '@slipway/plugin-gitops-node';
import scaffolderModuleGitOps from '@slipway/plugin-scaffolder-backend-module-gitops';
import request from 'supertest';
import { gitopsPlugin } from '../plugin';
import { FakeForge } from '../testing/FakeForge';
import { GITOPS_FILES, GitFixture } from '../testing/GitFixture';
import { type GithubApi, startGithubApi } from '../testing/githubApi';
import { gitOpsFiles, ourTemplate } from '../testing/ourTemplates';
import { BUILD_MS, rendererWasm } from '../testing/rendererWasm';
import { startStaticServer, type StaticServer } from '../testing/staticServer';

jest.setTimeout(120_000);

const GO = 'template:default/app-base-go-react';
const TS = 'template:default/app-base-ts';
const VALUES = {
  name: 'checkout',
  owner: 'group:default/team-shop',
  description: 'Takes the money',
  environments: ['dev', 'prod'],
};

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
  };
}

/** A template that somebody else registered. */
async function foreignTemplate(name: string, step: object): Promise<Entity> {
  const template = await ourTemplate('app-base-ts/template.yaml');
  const steps = template.spec?.steps;
  return {
    ...template,
    metadata: { ...template.metadata, name },
    spec: {
      ...template.spec,
      steps: [...(Array.isArray(steps) ? steps : []), { ...step }],
    },
  };
}

describe('plans of creations, by the scaffolder and the renderer', () => {
  let directory: string;
  let git: StaticServer;
  let github: GithubApi;
  let backend: TestBackend;
  const forge = new FakeForge();

  beforeAll(async () => {
    const wasm = await rendererWasm();
    directory = await mkdtemp(join(tmpdir(), 'creations-'));
    const fixture = await GitFixture.create(join(directory, 'work'));
    git = await startStaticServer(join(directory, 'served'));
    github = await startGithubApi(fixture, git.url);
    await fixture.commit({
      'environments.yaml': GITOPS_FILES['environments.yaml'],
      ...(await gitOpsFiles('charts')),
      ...(await gitOpsFiles('policies')),
      'policies/settings.yaml': `settings:
  allowedRegistries: [ghcr.io/acme, ghcr.io/cloudnative-pg/postgresql, docker.io/valkey/valkey]
  unreleasedTags: ['1.0.0']
  productionEnvironments: [prod]
  platformProjects: [platform]
  repository: ${github.url}/acme/infra-gitops
`,
      'apps/till/component.yaml': GITOPS_FILES[
        'apps/shop/component.yaml'
      ].replaceAll('shop', 'till'),
      'apps/till/overlays/dev/kustomization.yaml':
        'namespace: till-dev\nresources: [ingress.yaml]\n',
      'apps/till/overlays/dev/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: till }
spec:
  rules:
    - host: basket.dev.apps.example.com
    - host: "hamper.dev.apps.example\\u002ecom"
`,
    });
    const bare = join(directory, 'served/acme/infra-gitops.git');
    await fixture.git('clone', '--quiet', '--bare', '.', bare);
    await fixture.git(`--git-dir=${bare}`, 'update-server-info');
    forge.repositories.add('acme/taken');
    backend = await startTestBackend({
      features: [
        gitopsPlugin,
        scaffolder,
        scaffolderModuleGitOps,
        createBackendModule({
          pluginId: 'gitops',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: { forges: gitopsForgeExtensionPoint },
              async init({ forges }) {
                forges.setForge(forge);
              },
            });
          },
        }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () =>
            mockServices.userInfo({
              ownershipEntityRefs: ['group:default/team-shop'],
            }),
        }),
        catalogServiceMock.factory({
          entities: [
            group('team-shop'),
            group('team-till'),
            await ourTemplate('app-base-go-react/template.yaml'),
            await ourTemplate('app-base-ts/template.yaml'),
            await ourTemplate('add-data.yaml'),
            await foreignTemplate('reads-the-catalog', {
              action: 'catalog:fetch',
              input: { entityRef: 'user:default/guest' },
            }),
            await foreignTemplate('reads-the-token', {
              action: 'fetch:template',
              // As it stands in a template.
              // eslint-disable-next-line no-template-curly-in-string
              input: {
                url: './skeleton',
                values: { a: '${{ secrets.backstageToken }}' },
              },
            }),
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            gitops: {
              repository: `${github.url}/acme/infra-gitops`,
              refreshInterval: { hours: 1 },
              dataDir: join(directory, 'data'),
              renderer: { wasm, workers: 1 },
              create: { domain: 'apps.example.com' },
            },
            integrations: {
              github: [
                {
                  host: new URL(github.url).host,
                  apiBaseUrl: `${github.url}/api/v3`,
                  token: 'canary-of-the-forge',
                },
              ],
            },
          },
        }),
      ],
    });
    await untilIndexed();
  }, BUILD_MS);

  afterAll(async () => {
    await backend?.stop();
    await github?.close();
    await git?.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Checks are unknown until the repository was read. */
  async function untilIndexed() {
    for (;;) {
      const { body } = await request(backend.server)
        .get('/api/gitops/environments')
        .set('authorization', mockCredentials.user.header());
      if (body.environments.length > 0) {
        return;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  }

  const post = (template: string, values: object) =>
    request(backend.server)
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
      expect(creation.repository.slug).toBe('acme/checkout');
      const readme = creation.repository.files.find(
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
    const { body } = await request(backend.server)
      .get(`/api/gitops/plans/${planned?.id}/manifests`)
      .query({ overlay: 'apps/checkout/overlays/prod' })
      .set('authorization', mockCredentials.user.header());
    expect(JSON.stringify(body)).toContain('kind: Deployment');
    expect(github.writes).toEqual([]);
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
    // eslint-disable-next-line no-template-curly-in-string
    const description =
      '${{ secrets.backstageToken }} {% raw %}": [ & $(id) <b>';
    const creation = await plan(GO, { description });
    expect(creation.entities[0].description).toBe(description);
    expect(JSON.stringify(creation)).not.toContain('canary-of-the-forge');
    expect(JSON.stringify(creation)).not.toContain(directory);
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
    ['add-data', 'gitops:'],
    ['reads-the-catalog', 'catalog:fetch'],
    ['reads-the-token', 'secrets'],
  ])('runs no steps with its rights as in %s', async (name, words) => {
    const answer = await refusal(`template:default/${name}`, VALUES);
    expect(answer).toMatch(/^400 .*cannot be planned/);
    expect(answer).toContain(words);
  });
});
