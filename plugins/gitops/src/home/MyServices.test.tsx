import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { makeCell, makeDelivery, pullRequest } from '../__testUtils__/fixtures';
import { renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { MyServices } from './MyServices';

function component(name: string, owner: string, deployed = true) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: deployed ? { 'slipway.dev/component': name } : undefined,
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const mine = 'group:default/team-shop';

function render(entities: ReturnType<typeof component>[]) {
  const catalog = catalogApiMock({ entities });
  return renderWithGitOps(
    <MyServices />,
    {
      getDelivery: async name =>
        name === 'new'
          ? makeDelivery({
              known: false,
              environments: [],
              pullRequests: [pullRequest],
            })
          : makeDelivery({
              environments: [
                { name: 'dev', cells: [makeCell()] },
                {
                  name: 'prod',
                  cells: [
                    makeCell(),
                    makeCell({ cluster: 'vk', state: 'degraded' }),
                  ],
                },
              ],
            }),
    },
    [
      [catalogApiRef, catalog],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/casey',
          ownershipEntityRefs: ['user:default/casey', mine],
        }),
      ],
    ],
  );
}

describe('MyServices', () => {
  it('shows one line a service: versions, and the worst state with its place', async () => {
    render([
      component('shop', mine),
      component('new', mine),
      component('library', mine, false),
      component('cart', 'group:default/team-cart'),
    ]);
    expect(await screen.findByText('Waits for pull request #12')).toBeVisible();
    const items = screen.getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'newWaits for pull request #12',
      'shopdev1.4.2Syncedprod1.4.2Degradedon vk',
    ]);
  });

  it('teaches the next step when there is nothing yet', async () => {
    render([]);
    expect(await screen.findByText(/Your teams run nothing yet/)).toBeVisible();
  });
});
