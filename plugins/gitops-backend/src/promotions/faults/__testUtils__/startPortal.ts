import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import githubModule from '@slipway/plugin-gitops-backend-module-github';
import { gitopsPlugin } from '../../../plugin';

/** The configuration of a portal, and the entities of its catalog. */
export interface PortalConfig extends JsonObject {
  entities: JsonObject[];
}

/** A replica of the portal: the whole plugin, with a real forge and scheduler. */
export async function startPortal(
  { entities, ...data }: PortalConfig,
  more: readonly BackendFeature[] = [],
) {
  const backend = await startTestBackend({
    features: [
      gitopsPlugin,
      githubModule,
      schedulerServiceFactory,
      catalogServiceMock.factory({ entities: Object(entities) }),
      mockServices.rootConfig.factory({ data }),
      ...more,
    ],
  });
  const url = `http://127.0.0.1:${backend.server.port()}/api/gitops`;
  return {
    url,
    stop: () => backend.stop(),
    async call(path: string, body?: object) {
      const response = await fetch(`${url}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
