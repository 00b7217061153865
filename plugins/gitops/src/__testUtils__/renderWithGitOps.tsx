import { ResponseError } from '@backstage/errors';
import {
  renderInTestApp,
  type TestApiPair,
} from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { gitopsApiRef, gitopsQueryClientApiRef, type GitOpsApi } from '../api';
import { Queries } from '../components/Queries';
import { makeGitOpsApi } from './makeGitOpsApi';

/** Renders a part of the plugin on top of a backend that answers at once. */
export function renderWithGitOps(
  element: ReactElement,
  api: Partial<GitOpsApi> = {},
  otherApis: readonly TestApiPair<unknown>[] = [],
  route = '/',
  mountedRoutes: NonNullable<
    Parameters<typeof renderInTestApp>[1]
  >['mountedRoutes'] = {},
) {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return renderInTestApp(<Queries>{element}</Queries>, {
    initialRouteEntries: [route],
    mountedRoutes,
    apis: [
      [gitopsApiRef, makeGitOpsApi(api)],
      [gitopsQueryClientApiRef, queryClient],
      ...otherApis,
    ],
  });
}

/** What the client throws when the backend refuses. */
export async function refusal(status: number, message: string, name = 'Error') {
  const body = {
    error: { name, message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}
