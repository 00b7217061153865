import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import {
  gitopsClusterStatusExtensionPoint,
  gitopsForgeExtensionPoint,
} from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { applyMigrations } from '../database/applyMigrations';
import { gitopsPlugin } from '../plugin';
import type { FakeForge } from '../testing/FakeForge';
import { GitFixture } from '../testing/GitFixture';
import { startStaticServer } from '../testing/staticServer';

/** What a portal of a test is started with. */
export interface PortalOptions {
  /** An empty directory for everything. */
  directory: string;
  knex: Knex;
  forge: FakeForge;
  catalog: CatalogService;
  /** What everybody belongs to. */
  groups?: string[];
  /** By cluster, when a commit is the newest. */
  applications(head: string): Record<string, readonly ObservedApplication[]>;
  /** Commits what the GitOps repository has. */
  fill(fixture: GitFixture): Promise<void>;
  /** Path of the renderer; without it, there are no plans. */
  renderer?: string;
  /** Fills the database, once the page of the repository is known. */
  record(repository: string): Promise<void>;
}

/** The plugin as a whole, with a repository that it fetches over HTTP. Everybody has every permission. */
export async function startPortal(options: PortalOptions) {
  const { directory, knex, forge, catalog } = options;
  const fixture = await GitFixture.create(join(directory, 'work'));
  await options.fill(fixture);
  const head = await fixture.head();
  const served = join(directory, 'served/acme/infra-gitops.git');
  await fixture.git('clone', '--quiet', '--bare', '.', served);
  await fixture.git(`--git-dir=${served}`, 'update-server-info');
  const server = await startStaticServer(join(directory, 'served'));
  const repository = `${server.url}/acme/infra-gitops`;
  await applyMigrations({ getClient: async () => knex });
  await options.record(repository);
  let runTask: (id: string) => Promise<void> = async id => {
    throw new Error(`There is no task ${id} before the portal started`);
  };
  const backend = await startTestBackend({
    features: [
      gitopsPlugin,
      createBackendModule({
        pluginId: 'gitops',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              scheduler: coreServices.scheduler,
              forges: gitopsForgeExtensionPoint,
              clusters: gitopsClusterStatusExtensionPoint,
            },
            async init({ forges, clusters, scheduler }) {
              runTask = id => scheduler.triggerTask(id);
              forges.setForge(forge);
              for (const [cluster, all] of Object.entries(
                options.applications(head),
              )) {
                clusters.addProvider({
                  cluster,
                  watch: async (listener, { signal }) => {
                    listener.onApplications(
                      new Map(all.map(one => [one.name, one])),
                    );
                    await new Promise(resolve => {
                      signal.addEventListener('abort', resolve);
                    });
                  },
                  readObjects: async () => [],
                });
              }
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          gitops: {
            repository,
            refreshInterval: { hours: 1 },
            dataDir: join(directory, 'data'),
            changeLog: { stdout: false },
            ...(options.renderer && { renderer: { wasm: options.renderer } }),
          },
        },
      }),
      mockServices.database.factory({ knex }),
      // One of its own: the default is shared by all backends of a process.
      mockServices.scheduler.factory(),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () =>
          mockServices.userInfo({ ownershipEntityRefs: options.groups ?? [] }),
      }),
      mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
    ],
  });
  return {
    repository,
    head,
    client: request(backend.server),
    /** Runs a task that would run again after some time. */
    runTask,
    async stop() {
      await backend.stop();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
