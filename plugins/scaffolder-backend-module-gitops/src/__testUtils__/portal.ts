import { setTimeout as delay } from 'node:timers/promises';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import { type JsonObject } from '@backstage/types';
import {
  parseEnvironments,
  type Availability,
  type EnvironmentsResponse,
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
}

/** Starts a portal that only scaffolds. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { forgeUrl, environments, entities, groups } = options;
  const backend = await startTestBackend({
    features: [
      scaffolder,
      scaffolderModuleGitOps,
      gitopsPlugin(environments),
      catalogServiceMock.factory({
        entities: [...entities, ...(await readTemplates())],
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
function gitopsPlugin(text: string) {
  return createBackendPlugin({
    pluginId: 'gitops',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = Router();
          router.get('/environments', (_request, response) => {
            const { environments, clusters, ingress } = parseEnvironments(text);
            const body: EnvironmentsResponse = {
              environments,
              clusters,
              ingress: ingress ?? { controller: 'traefik' },
              index: {
                repository: 'http://forge.example/acme/infra-gitops',
                branch: 'main',
                fileProblems: [],
              },
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
          http.use(router);
        },
      });
    },
  });
}
