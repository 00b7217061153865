import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import type { Knex } from 'knex';
import { applyMigrations } from '../../database/applyMigrations';
import type { Snapshot } from '../../index/snapshot';
import { fakeAccess } from '../../__testUtils__/fakeAccess';
import { ReleaseComponents } from '../ReleaseComponents';
import { ReleaseIntake } from '../ReleaseIntake';
import { createReleaseRouter } from '../releaseRouter';
import { ReleaseStore } from '../ReleaseStore';
import { TokenVerifier } from '../token/TokenVerifier';

/** What jobs ask their tokens for. */
export const PORTAL = 'https://portal.example.com';
/** The images of the component `shop`. */
export const IMAGES = [
  'ghcr.io/acme/shop-backend',
  'ghcr.io/acme/shop-frontend',
];

const snapshot: Snapshot = {
  commit: 'c1',
  committedAt: '2026-01-01T00:00:00Z',
  environments: {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Environments',
    environments: [],
    clusters: [],
  },
  components: {
    shop: {
      component: {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'GitOpsComponent',
        name: 'shop',
        owner: 'team-shop',
        repository: 'acme/shop',
        style: 'kustomize',
        images: IMAGES,
      },
      overlays: [],
    },
  },
  fileProblems: [],
};

function entity(name: string, slug: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'github.com/project-slug': slug,
        'slipway.dev/component': name,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
  };
}

/** The endpoints with real parts but for the catalog and the registries, which a test replaces. */
export async function startIntake(options: {
  knex: Knex;
  issuer: string;
  now?(): Date;
  allowed?: boolean;
}) {
  const { knex, issuer, now, allowed = true } = options;
  await applyMigrations({ getClient: async () => knex });
  const logger = mockServices.logger.mock();
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const registry = {
    digest: jest.fn<Promise<string | undefined>, [string, string, AbortSignal]>(
      async () => undefined,
    ),
  };
  const store = new ReleaseStore(knex);
  const app = express()
    .use(
      createReleaseRouter({
        ...fakeAccess(new Set(['payroll'])),
        auditor,
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async () => [
            { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
          ],
        }),
        store,
        verifier: new TokenVerifier({ issuer, audience: PORTAL, logger, now }),
        intake: new ReleaseIntake({
          rules: { workflow: 'release.yml', branches: ['main'] },
          components: new ReleaseComponents({
            auth: mockServices.auth(),
            catalog: catalogServiceMock({
              entities: [
                entity('shop', 'Acme/Shop'),
                entity('new', 'acme/shop'),
              ],
            }),
            index: { snapshot },
          }),
          registry,
          store,
          forgeUrl: 'https://forge.example.com',
          logger,
          now,
        }),
      }),
    )
    .use(mockErrorHandler());
  return { app, auditor, audited, logger, registry, store };
}
