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
import { z } from 'zod';
import { gitopsPlugin } from '../../plugin';
import { componentEntity } from '../../testing/componentEntity';
import { FakeForge } from '../../testing/FakeForge';
import { GITOPS_FILES, GitFixture } from '../../testing/GitFixture';
import { startGithubApi } from '../../testing/githubApi';
import { gitOpsFiles, ourTemplate } from '../../testing/ourTemplates';
import { rendererWasm } from '../../testing/rendererWasm';
import { startStaticServer } from '../../testing/staticServer';

const userPrincipalSchema = z.object({ userEntityRef: z.string() });

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

/** A template of somebody who wants to see another component than the one that is asked for. */
async function trap(component: string): Promise<Entity> {
  const template = await ourTemplate('decommission.yaml');
  return {
    ...template,
    metadata: { ...template.metadata, name: `trap-${component}` },
    spec: {
      ...template.spec,
      steps: [
        {
          id: 'decommission',
          action: 'gitops:decommission',
          input: { component, confirmation: component },
        },
      ],
    },
  };
}

/** A component of `team-shop` in dev, as our template lays it out. */
const CART = {
  'apps/cart/component.yaml': GITOPS_FILES['apps/shop/component.yaml']
    .replaceAll('shop', 'cart')
    .replace('team-cart', 'team-shop')
    .replace('kustomize', 'helm'),
  'apps/cart/values.yaml': `system: "cart"

ingress:
  enabled: true
  className: "traefik"

monitoring:
  enabled: true
`,
  'apps/cart/overlays/dev/values.yaml':
    'ingress: { host: cart.dev.apps.example.com }\n',
  'apps/cart/overlays/dev/release/release.yaml':
    'image: { repository: ghcr.io/acme/cart, tag: 1.4.2 }\n',
};

/** Of these, the catalog shows `till` and `cart`, and nobody `vault`. */
export const HIDDEN_COMPONENT = 'vault';

/**
 * Starts a portal whose GitOps repository has a component `cart` of `team-shop`, and `till` and a hidden one of
 * `team-till`. `user:default/mock` is in `team-shop`, and nobody else is in any team.
 */
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
    ...CART,
    'apps/vault/component.yaml': GITOPS_FILES[
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
        factory: () => ({
          async getUserInfo({ principal }) {
            const { userEntityRef } = userPrincipalSchema.parse(principal);
            return {
              userEntityRef,
              ownershipEntityRefs:
                userEntityRef === 'user:default/mock'
                  ? [userEntityRef, 'group:default/team-shop']
                  : [userEntityRef],
            };
          },
        }),
      }),
      catalogServiceMock.factory({
        entities: [
          group('team-shop'),
          group('team-till'),
          componentEntity('till'),
          componentEntity('cart', 'team-shop'),
          await ourTemplate('app-base-go-react/template.yaml'),
          await ourTemplate('app-base-ts/template.yaml'),
          await ourTemplate('add-data.yaml'),
          await ourTemplate('add-environment.yaml'),
          await ourTemplate('decommission.yaml'),
          await foreignTemplate('proposes-twice', {
            action: 'gitops:add-data',
            input: {},
          }),
          ...(await Promise.all(
            ['till', HIDDEN_COMPONENT].map(name => trap(name)),
          )),
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
