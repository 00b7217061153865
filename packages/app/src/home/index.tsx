import {
  createExtensionInput,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import { RiHomeLine } from '@remixicon/react';
import { cloneElement } from 'react';
import { createComponentRouteRef, homeRouteRef } from './routes';
import { WidgetCard } from './WidgetCard';

/**
 * Takes the widgets that plugins make with upstream's home page blueprint. Upstream's own page
 * is a grid that everyone arranges alone; this one is the same for all, so that a link or a
 * picture of it means the same to a colleague.
 */
const homePage = PageBlueprint.makeWithOverrides({
  inputs: {
    widgets: createExtensionInput([homePageWidgetDataRef]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      path: '/',
      routeRef: homeRouteRef,
      title: 'Home',
      icon: <RiHomeLine />,
      noHeader: true,
      loader: async () => {
        const { HomePage } = await import('./HomePage');
        const widgets = inputs.widgets.map(widget => {
          const { component } = widget.get(homePageWidgetDataRef);
          return cloneElement(component, {
            key: widget.node.spec.id,
            Renderer: WidgetCard,
          });
        });
        return <HomePage widgets={widgets} />;
      },
    });
  },
});

export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <RiHomeLine />,
  routes: { root: homeRouteRef },
  externalRoutes: { createComponent: createComponentRouteRef },
  extensions: [homePage],
});
