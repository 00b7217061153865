import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page of open GitOps pull requests. */
export const pullRequestsRouteRef = createRouteRef();

/** The review of one pull request. */
export const reviewRouteRef = createSubRouteRef({
  parent: pullRequestsRouteRef,
  path: '/pull-requests/:number',
});

/** What something would do that no pull request proposes yet. */
export const planRouteRef = createSubRouteRef({
  parent: pullRequestsRouteRef,
  path: '/plans/:id',
});

/** Every component in every environment. */
export const boardRouteRef = createSubRouteRef({
  parent: pullRequestsRouteRef,
  path: '/board',
});

/** The version-change log. */
export const logRouteRef = createSubRouteRef({
  parent: pullRequestsRouteRef,
  path: '/log',
});

/** How two environments differ. */
export const compareRouteRef = createSubRouteRef({
  parent: pullRequestsRouteRef,
  path: '/compare',
});

/** Where components are created. */
export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** The catalog's own page. */
export const catalogRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog.catalogIndex',
});
