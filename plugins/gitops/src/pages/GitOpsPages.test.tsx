import {
  identityApiRef,
  githubAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { QueryClient } from '@tanstack/react-query';
import userEvent from '@testing-library/user-event';
import { makeGitOpsApi } from '../__testUtils__/makeGitOpsApi';
import { refusal } from '../__testUtils__/renderWithGitOps';
import { gitopsApiRef, gitopsQueryClientApiRef, type GitOpsApi } from '../api';
import { pullRequestsRouteRef } from '../routes';
import { GitOpsPages } from './GitOpsPages';

function render(route: string, api: Partial<GitOpsApi> = {}) {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  renderInTestApp(<GitOpsPages />, {
    mountPath: '/gitops/*',
    mountedRoutes: { '/gitops': pullRequestsRouteRef },
    initialRouteEntries: [route],
    apis: [
      [gitopsApiRef, makeGitOpsApi(api)],
      [gitopsQueryClientApiRef, client],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [identityApiRef, mockApis.identity()],
      [githubAuthApiRef, { getAccessToken: async () => 'token' }],
    ],
  });
  return client;
}

describe('GitOpsPages', () => {
  it('leads from the queue to a review, and to the forge beside it', async () => {
    render('/gitops?view=all');
    const title = await screen.findByRole('link', { name: /^Promote shop/ });
    expect(title).toHaveAttribute('href', '/gitops/pull-requests/12');
    expect(
      screen.getByRole('link', { name: '#12 on the forge' }),
    ).toHaveAttribute('href', 'http://forge.example/acme/infra-gitops/pull/12');
    await userEvent.click(title);
    expect(
      await screen.findByRole(
        'heading',
        { name: 'Promote shop 1.5.0 to prod #12' },
        { timeout: 10_000 },
      ),
    ).toBeVisible();
  });

  it('leads from page to page by tabs', async () => {
    render('/gitops?view=all');
    await screen.findByRole('link', { name: /^Promote shop/ });
    const pages = [
      ['Board', /^Your teams own nothing/],
      ['Log', /^Nothing has changed in this time/],
      ['Compare', /have no component in common/],
    ] as const;
    for (const [name, text] of pages) {
      await userEvent.click(screen.getByRole('tab', { name }));
      expect(await screen.findByText(text)).toBeVisible();
    }
  });

  it('says that there is no such pull request, and leads back', async () => {
    render('/gitops/pull-requests/99', {
      getReview: async () => {
        throw await refusal(404, 'The repository has no pull request 99.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not find pull request #99The repository has no pull request 99.',
    );
    expect(
      screen.getByRole('link', { name: 'All open pull requests' }),
    ).toHaveAttribute('href', '/gitops');
  });

  it('keeps what it has read while the forge is away, and says how old it is', async () => {
    let away = false;
    const healthy = makeGitOpsApi();
    const client = render('/gitops/pull-requests/12', {
      getReview: async number => {
        if (away) {
          throw await refusal(503, 'The forge does not answer.');
        }
        return healthy.getReview(number);
      },
    });
    const title = { name: 'Promote shop 1.5.0 to prod #12' };
    await screen.findByRole('heading', title);
    away = true;
    await client.refetchQueries({ queryKey: ['review', 12], exact: true });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /This was read just now.*The forge does not answer\./,
    );
    expect(screen.getByRole('heading', title)).toBeVisible();
  });
});
