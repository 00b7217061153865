import type { Server } from 'node:http';
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
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import { gitopsForgeExtensionPoint } from '@slipway/plugin-gitops-node';
import scaffolderModuleGitOps from '@slipway/plugin-scaffolder-backend-module-gitops';
import request from 'supertest';
import { gitopsPlugin } from '../../plugin';
import { componentEntity } from '../../testing/componentEntity';
import { FakeForge } from '../../testing/FakeForge';
import { GITOPS_FILES, GitFixture } from '../../testing/GitFixture';
import { startGithubApi } from '../../testing/githubApi';
import { gitOpsFiles, ourTemplate } from '../../testing/ourTemplates';
import { rendererWasm } from '../../testing/rendererWasm';
import { startStaticServer } from '../../testing/staticServer';

/** A portal that can plan creations, by the real scaffolder, renderer, templates and policies. */
export interface CreationPortal {
  server: Server;
  /** Where its state is. */
  directory: string;
  /** What was to be written to the forge. */
  writes: readonly string[];
  stop(): Promise<void>;
}

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

/** Starts a portal whose GitOps repository has one component `till`; the person is in `team-shop`. */
export async function startCreationPortal(): Promise<CreationPortal> {
  const wasm = await rendererWasm();
  const directory = await mkdtemp(join(tmpdir(), 'creations-'));
  const fixture = await GitFixture.create(join(directory, 'work'));
  const git = await startStaticServer(join(directory, 'served'));
  const github = await startGithubApi(fixture, git.url);
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
  const forge = new FakeForge();
  forge.repositories.add('acme/taken');
  const backend = await startTestBackend({
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
          componentEntity('till'),
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
            input: {
              url: './skeleton',
              values: { a: `\${{ secrets.backstageToken }}` },
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
  await untilIndexed(backend.server);
  return {
    server: backend.server,
    directory,
    writes: github.writes,
    async stop() {
      await backend.stop();
      await github.close();
      await git.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Checks are unknown until the repository was read. */
async function untilIndexed(server: Server) {
  for (;;) {
    const { body } = await request(server)
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
