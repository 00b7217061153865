import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import {
  makeCell,
  makeDelivery,
  pullRequest,
} from '../../__testUtils__/fixtures';
import { makeGitOpsApi } from '../../__testUtils__/makeGitOpsApi';
import {
  createGitOpsQueryClient,
  gitopsApiRef,
  gitopsQueryClientApiRef,
  type GitOpsApi,
} from '../../api';
import { DeliveryCard } from './DeliveryCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop-web',
    annotations: { 'slipway.dev/component': 'shop' },
  },
};

function render(api: Partial<GitOpsApi>) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <DeliveryCard />
    </EntityProvider>,
    {
      apis: [
        [gitopsApiRef, makeGitOpsApi(api)],
        [gitopsQueryClientApiRef, createGitOpsQueryClient()],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('DeliveryCard', () => {
  it('shows one line an environment, which leads to the cell to look at first', async () => {
    render({
      getDelivery: async component =>
        makeDelivery({
          component,
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
    });
    const list = within(
      await screen.findByRole('list', { name: 'Environments' }),
    );
    expect(list.getAllByRole('listitem').map(item => item.textContent)).toEqual(
      ['dev1.4.2Synced', 'prod1.4.2Degradedon vk'],
    );
    expect(list.getByRole('link', { name: 'prod' })).toHaveAttribute(
      'href',
      '/catalog/default/component/shop-web/delivery?cell=prod%2Fvk',
    );
  });

  it('says what a component waits for that runs nowhere yet', async () => {
    render({
      getDelivery: async () =>
        makeDelivery({
          known: false,
          environments: [],
          pullRequests: [pullRequest],
        }),
    });
    expect(
      await screen.findByText(/pull request #12 waits for a review/),
    ).toBeVisible();
  });
});
