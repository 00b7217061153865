import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** *My services* for the home page. */
export const myServicesWidget = HomePageWidgetBlueprint.make({
  name: 'my-services',
  params: {
    name: 'MyServices',
    title: 'My services',
    description: 'Components of my teams with what runs in every environment.',
    components: async () => {
      const { MyServices } = await import('./MyServices');
      const { Queries } = await import('../components/Queries');
      return { Content: MyServices, ContextProvider: Queries };
    },
  },
});

/** *What needs me* for the home page. */
export const needsMeWidget = HomePageWidgetBlueprint.make({
  name: 'needs-me',
  params: {
    name: 'NeedsMe',
    title: 'What needs me',
    description:
      'Promotions to approve, pull requests to review, and what of my teams runs badly or is held.',
    components: async () => {
      const { NeedsMe } = await import('./NeedsMe');
      const { Queries } = await import('../components/Queries');
      return { Content: NeedsMe, ContextProvider: Queries };
    },
  },
});

/** *Open GitOps pull requests* for the home page. */
export const openPullRequestsWidget = HomePageWidgetBlueprint.make({
  name: 'open-pull-requests',
  params: {
    name: 'OpenGitOpsPullRequests',
    title: 'Open GitOps pull requests',
    description: 'Changes that wait for a review before they reach a cluster.',
    components: async () => {
      const { OpenPullRequests } = await import('./OpenPullRequests');
      const { Queries } = await import('../components/Queries');
      return { Content: OpenPullRequests, ContextProvider: Queries };
    },
  },
});
