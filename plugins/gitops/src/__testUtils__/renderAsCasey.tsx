import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { QueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { gitopsApiRef, gitopsQueryClientApiRef, type GitOpsApi } from '../api';
import { Queries } from '../components/Queries';
import { makeGitOpsApi } from './makeGitOpsApi';

/** What Casey's things are owned by. */
export const MINE = ['user:default/casey', 'group:default/team-shop'];

/** A component that Git delivers, as the catalog has it. */
export function deployed(name: string, owner = MINE[1]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'slipway.dev/component': name } },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** A group of the catalog. */
export function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
  };
}

/** What {@link renderAsCasey} renders on top of. */
export interface RenderOptions {
  api?: Partial<GitOpsApi>;
  route?: string;
  entities?: Entity[];
}

/** Renders a part of the plugin for Casey of team-shop; names of components lead to the catalog. */
export function renderAsCasey(
  element: ReactElement,
  { api = {}, route = '/', entities = [] }: RenderOptions = {},
) {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const { unmount } = renderInTestApp(<Queries>{element}</Queries>, {
    initialRouteEntries: [route],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [gitopsApiRef, makeGitOpsApi(api)],
      [gitopsQueryClientApiRef, queryClient],
      [catalogApiRef, catalogApiMock({ entities })],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: MINE[0],
          ownershipEntityRefs: MINE,
        }),
      ],
    ],
  });
  return { unmount, queryClient };
}
