import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { RiGitPullRequestLine } from '@remixicon/react';
import {
  createGitOpsClient,
  createGitOpsQueryClient,
  gitopsApiRef,
  gitopsQueryClientApiRef,
} from './api';
import {
  myServicesWidget,
  needsMeWidget,
  openPullRequestsWidget,
} from './home/widgets';
import {
  boardRouteRef,
  catalogRouteRef,
  compareRouteRef,
  createComponentRouteRef,
  logRouteRef,
  pullRequestsRouteRef,
  reviewRouteRef,
} from './routes';
import { formFields } from './scaffolder';
import { SignalListener, signalListenerApiRef } from './signals';

const gitopsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: gitopsApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: deps => createGitOpsClient(deps),
    }),
});

const queryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: defineParams =>
    defineParams({
      api: gitopsQueryClientApiRef,
      deps: {},
      factory: createGitOpsQueryClient,
    }),
});

const signalListenerApi = ApiBlueprint.make({
  name: 'signal-listener',
  params: defineParams =>
    defineParams({
      api: signalListenerApiRef,
      deps: { client: gitopsQueryClientApiRef },
      factory: ({ client }) => new SignalListener(client),
    }),
});

const gitopsPage = PageBlueprint.make({
  params: {
    path: '/gitops',
    routeRef: pullRequestsRouteRef,
    title: 'GitOps',
    icon: <RiGitPullRequestLine />,
    // The pages share one head with tabs, which follows the address below this page.
    noHeader: true,
    loader: async () => {
      const { GitOpsPages } = await import('./pages/GitOpsPages');
      return <GitOpsPages />;
    },
  },
});

/** Entities that the GitOps repository knows, or will. */
const deployedComponents = {
  kind: 'component',
  [`metadata.annotations.${COMPONENT_ANNOTATION}`]: { $exists: true },
};

const deliveryContent = EntityContentBlueprint.make({
  name: 'delivery',
  params: {
    path: '/delivery',
    title: 'Delivery',
    group: 'deployment',
    filter: deployedComponents,
    loader: async () => {
      const { DeliveryContent } = await import('./delivery/DeliveryContent');
      return <DeliveryContent />;
    },
  },
});

const deliveryCard = EntityCardBlueprint.make({
  name: 'delivery',
  params: {
    type: 'content',
    filter: deployedComponents,
    loader: async () => {
      const { DeliveryCard } = await import('./delivery/card/DeliveryCard');
      return <DeliveryCard />;
    },
  },
});

const historyContent = EntityContentBlueprint.make({
  name: 'history',
  params: {
    path: '/history',
    title: 'History',
    group: 'deployment',
    filter: deployedComponents,
    loader: async () => {
      const { HistoryContent } = await import('./log/HistoryContent');
      return <HistoryContent />;
    },
  },
});

const boardContent = EntityContentBlueprint.make({
  name: 'board',
  params: {
    path: '/delivery',
    title: 'Delivery',
    group: 'deployment',
    filter: { $any: [{ kind: 'system' }, { kind: 'group' }] },
    loader: async () => {
      const { BoardContent } = await import('./board/BoardContent');
      return <BoardContent />;
    },
  },
});

/**
 * What runs where: a tab of components, a board of all of them, pull requests and their
 * reviews, cards of the home page, and fields of the form that creates components.
 *
 * @public
 */
export const gitopsPlugin = createFrontendPlugin({
  pluginId: 'gitops',
  title: 'GitOps',
  icon: <RiGitPullRequestLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: pullRequestsRouteRef,
    review: reviewRouteRef,
    board: boardRouteRef,
    log: logRouteRef,
    compare: compareRouteRef,
  },
  externalRoutes: {
    createComponent: createComponentRouteRef,
    catalog: catalogRouteRef,
  },
  extensions: [
    gitopsApi,
    queryClientApi,
    signalListenerApi,
    gitopsPage,
    deliveryContent,
    deliveryCard,
    historyContent,
    boardContent,
    needsMeWidget,
    myServicesWidget,
    openPullRequestsWidget,
    ...formFields,
  ],
});
