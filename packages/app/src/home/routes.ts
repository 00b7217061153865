import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

export const homeRouteRef = createRouteRef();

export const createComponentRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});
