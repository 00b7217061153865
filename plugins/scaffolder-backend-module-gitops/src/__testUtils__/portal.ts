import { setTimeout as delay } from 'node:timers/promises';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import { type JsonObject } from '@backstage/types';
import {
  parseEnvironments,
  type Availability,
  type ComponentDelivery,
  type EnvironmentsResponse,
  type IndexStatus,
} from '@slipway/plugin-gitops-common';
import { Router } from 'express';
import request from 'supertest';
import { scaffolderModuleGitOps } from '../module';
import { readTemplates, type TemplateName } from './templates';

const POLL_INTERVAL_MS = 50;

/** A task that has ended. */
export interface EndedTask {
  status: string;
  /** Why it failed. */
  error?: string;
}

/** The scaffolder with our actions and real templates, against one forge. */
export interface Portal {
  run(template: TemplateName, parameters: JsonObject): Promise<EndedTask>;
  stop(): Promise<void>;
}

/** What a portal is started with. */
export interface PortalOptions {
  forgeUrl: string;
  /** Text of the `environments.yaml` that the gitops plugin reads. */
  environments: string;
  entities: Entity[];
  /** Groups of the person who runs templates. */
  groups: string[];
  /** What clusters have of a component, as the gitops plugin says it. */
  delivery?: () => ComponentDelivery['environments'];
  /** Where entities are registered. */
  locations?: Partial<CatalogService>;
}

/** Starts a portal that only scaffolds. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const {
    forgeUrl,
    environments,
    entities,
    groups,
    delivery = () => [],
    locations = {},
  } = options;
  const catalog = Object.assign(
    catalogServiceMock({ entities: [...entities, ...(await readTemplates())] }),
    // What the mock does not have.
    locations,
  );
  const backend = await startTestBackend({
    features: [
      scaffolder,
      scaffolderModuleGitOps,
      gitopsPlugin(environments, delivery),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => mockServices.userInfo({ ownershipEntityRefs: groups }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.example' },
          gitops: { repository: `${forgeUrl}/acme/infra-gitops` },
          integrations: {
            github: [
              {
                host: new URL(forgeUrl).host,
                apiBaseUrl: `${forgeUrl}/api/v3`,
                token: 'secret-token',
              },
            ],
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const untilEnded = async (id: string): Promise<EndedTask> => {
    for (;;) {
      const { body } = await request(server).get(
        `/api/scaffolder/v2/tasks/${id}`,
      );
      if (!['open', 'processing'].includes(body.status)) {
        const events = await request(server).get(
          `/api/scaffolder/v2/tasks/${id}/events`,
        );
        const last = events.body.at(-1)?.body;
        return { status: body.status, error: last?.error?.message };
      }
      await delay(POLL_INTERVAL_MS);
    }
  };
  return {
    stop: () => backend.stop(),
    async run(template, parameters) {
      const { body } = await request(server)
        .post('/api/scaffolder/v2/tasks')
        .send({
          templateRef: `template:default/${template}`,
          values: parameters,
        })
        .expect(201);
      return untilEnded(body.id);
    },
  };
}

/** The gitops plugin, for which every name is free. */
function gitopsPlugin(
  text: string,
  delivery: () => ComponentDelivery['environments'],
) {
  return createBackendPlugin({
    pluginId: 'gitops',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = Router();
          const index: IndexStatus = {
            repository: 'http://forge.example/acme/infra-gitops',
            branch: 'main',
            fileProblems: [],
          };
          router.get('/environments', (_request, response) => {
            const { environments, clusters, ingress } = parseEnvironments(text);
            const body: EnvironmentsResponse = {
              environments,
              clusters,
              ingress: ingress ?? { controller: 'traefik' },
              index,
            };
            response.json(body);
          });
          router.get('/components/:name/availability', (asked, response) => {
            const { name: component } = asked.params;
            const body: Availability = {
              component,
              available: true,
              checks: [],
            };
            response.json(body);
          });
          router.get('/components/:name/delivery', (asked, response) => {
            const body: ComponentDelivery = {
              component: asked.params.name,
              known: false,
              clusters: [],
              environments: delivery(),
              pullRequests: [],
              index,
            };
            response.json(body);
          });
          http.use(router);
        },
      });
    },
  });
}
