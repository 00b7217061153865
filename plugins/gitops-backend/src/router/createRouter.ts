import { toError } from '@backstage/errors';
import {
  type ComponentDelivery,
  componentNameSchema,
  type EnvironmentsResponse,
  gitopsDeliveryReadPermission,
  gitopsEnvironmentReadPermission,
  gitopsPullRequestCreatePermission,
  ingressSchema,
  type PullRequestSummary,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import {
  type ComponentGuard,
  type Sees,
  visibleStatus,
} from '../access/ComponentGuard';
import type { Visibility } from '../access/VisibleComponents';
import type { AvailabilityChecker } from '../availability/AvailabilityChecker';
import { deliveryMatrix } from '../delivery/deliveryMatrix';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { PullRequestReader } from '../pullrequests/PullRequestReader';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import { withDeadline } from '../status/withDeadline';
import { parseRequest } from './parseRequest';
import { type Authority, requirePermission } from './requirePermission';

/** The page does not wait longer than this for pull requests. Milliseconds. */
const PULL_REQUESTS_DEADLINE_MS = 1_500;

const componentParams = z.object({ name: componentNameSchema });
// Checked for what is there only: saying what is wrong with a name is the endpoint's job.
const availabilityParams = z.object({ name: z.string().max(200) });
const availabilityQuery = z.object({
  owner: z.string().min(1).max(200).optional(),
});
/** What the endpoints are made from. */
export interface RouterOptions extends Authority {
  index: GitOpsIndex;
  clusters: readonly ClusterStatusReader[];
  pullRequests: PullRequestReader;
  availability: AvailabilityChecker;
  visibility: Visibility;
  guard: ComponentGuard;
}

/** The endpoints about environments and components. */
export function createRouter(options: RouterOptions): express.Router {
  const { index, clusters, pullRequests, availability, visibility, guard } =
    options;
  const router = Router();

  router.get('/environments', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsEnvironmentReadPermission,
    );
    const visible = await visibility.of(credentials);
    const body: EnvironmentsResponse = {
      environments: index.snapshot?.environments.environments ?? [],
      clusters: index.snapshot?.environments.clusters ?? [],
      ingress: ingressSchema.parse(index.snapshot?.environments.ingress ?? {}),
      index: visibleStatus(index.status, visible),
    };
    response.json(body);
  });

  router.get('/components/:name/delivery', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const { name } = parseRequest(componentParams, request.params);
    const visible = await guard.require(credentials, name);
    const sees = await guard.sees(credentials);
    const [open] = await Promise.all([
      openPullRequests(pullRequests, name, sees),
      ...clusters.map(reader => reader.ready()),
    ]);
    const observations = clusters.map(
      reader => [reader.cluster, reader.readComponent(name)] as const,
    );
    const body: ComponentDelivery = {
      component: name,
      ...deliveryMatrix(
        index.snapshot,
        name,
        new Map(observations),
        new Date(),
      ),
      ...open,
      index: visibleStatus(index.status, visible),
    };
    response.json(body);
  });

  router.get('/components/:name/availability', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsPullRequestCreatePermission,
    );
    const { name } = parseRequest(availabilityParams, request.params);
    const { owner } = parseRequest(availabilityQuery, request.query);
    response.json(
      await availability.check({ component: name, owner, credentials }),
    );
  });

  return router;
}

/** The forge being away takes pull requests from the page, and nothing else. */
async function openPullRequests(
  reader: PullRequestReader,
  component: string,
  sees: Sees,
): Promise<{
  pullRequests: PullRequestSummary[];
  pullRequestsProblem?: string;
}> {
  try {
    const open = await withDeadline(
      reader.listOpen(),
      PULL_REQUESTS_DEADLINE_MS,
    );
    return open
      ? {
          pullRequests: open.filter(
            ({ components }) =>
              components.includes(component) && sees(components),
          ),
        }
      : {
          pullRequests: [],
          pullRequestsProblem: 'The forge did not answer in time.',
        };
  } catch (error) {
    return { pullRequests: [], pullRequestsProblem: toError(error).message };
  }
}
