import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  compareEnvironments,
  comparisonQuerySchema,
  type ComparisonResponse,
  type EnvironmentDifference,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { ownedBy } from '../access/ownership';
import type {
  Visibility,
  VisibleComponents,
} from '../access/VisibleComponents';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import { overlayReleases } from './overlayReleases';
import type { ComparePages } from './ComparePages';

/** What the endpoint is made from. */
export interface ComparisonRouterOptions extends Authority {
  visibility: Visibility;
  index: Pick<GitOpsIndex, 'snapshot'>;
  pages: Pick<ComparePages, 'of'>;
}

/** The endpoint that compares two environments. */
export function createComparisonRouter(
  options: ComparisonRouterOptions,
): express.Router {
  const router = Router();

  router.get('/comparison', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const query = parseRequest(comparisonQuerySchema, request.query);
    const { snapshot } = options.index;
    if (!snapshot) {
      throw new ServiceUnavailableError(
        'The GitOps repository is not read yet; try again in a moment',
      );
    }
    const { source, target } = query;
    const known = snapshot.environments.environments.map(({ name }) => name);
    const unknown = [source, target].find(name => !known.includes(name));
    if (unknown !== undefined || source === target) {
      throw new InputError(
        `Compare two of the environments ${known.join(', ')}, not ${source} with ${target}`,
      );
    }
    const visible = await options.visibility.of(credentials);
    const comparison = compareEnvironments(
      overlayReleases(snapshot, chosen(visible, query)),
      source,
      target,
    );
    const body: ComparisonResponse = {
      source,
      target,
      ...comparison,
      differences: await withPages(comparison.differences, options.pages),
    };
    response.json(body);
  });

  return router;
}

function chosen(
  visible: VisibleComponents,
  { component, owner }: { component?: string; owner?: string },
): (name: string) => boolean {
  const isTheirs = ownedBy(owner);
  return name =>
    visible.has(name) &&
    (component === undefined || component === name) &&
    isTheirs(visible.get(name));
}

async function withPages(
  differences: readonly EnvironmentDifference[],
  pages: Pick<ComparePages, 'of'>,
): Promise<ComparisonResponse['differences']> {
  const urls = await pages.of(differences);
  return differences.map((difference, index) => ({
    ...difference,
    ...(urls[index] !== undefined && { compareUrl: urls[index] }),
  }));
}
