import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { configApiRef } from '@backstage/frontend-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  argoCDApiRef,
  type ArgoCDApi,
} from '@roadiehq/backstage-plugin-argo-cd';
import { screen } from '@testing-library/react';
import { InstanceCards } from './InstanceCards';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    annotations: { 'argocd/app-selector': 'slipway.dev/component=shop' },
  },
  spec: { type: 'service', owner: 'team-shop', lifecycle: 'production' },
};

const config = mockApis.config({
  data: {
    argocd: {
      appLocatorMethods: [
        {
          type: 'config',
          instances: [
            { name: 'yc', url: 'http://yc.example' },
            { name: 'vk', url: 'http://vk.example' },
          ],
        },
      ],
    },
  },
});

const application = {
  metadata: {
    name: 'shop-dev',
    namespace: 'argocd',
    instance: { name: 'yc', url: 'http://yc.example' },
  },
  status: {
    sync: { status: 'Synced' },
    health: { status: 'Healthy' },
    operationState: undefined,
    history: undefined,
  },
};

function renderCards(api: Partial<ArgoCDApi>) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [configApiRef, config],
        [argoCDApiRef, api as ArgoCDApi],
      ]}
    >
      <EntityProvider entity={entity}>
        <InstanceCards />
      </EntityProvider>
    </TestApiProvider>,
  );
}

describe('the cards of the Argo CDs', () => {
  it('shows the Applications of each, and the silence of one that says nothing', async () => {
    const getAppListDetails = jest.fn(async () => ({ items: [application] }));
    renderCards({
      serviceLocatorUrl: async () => [
        { name: 'yc', url: 'http://yc.example', appName: ['shop-dev'] },
      ],
      getAppListDetails,
    });

    expect(await screen.findByText('shop-dev')).toBeInTheDocument();
    expect(screen.getByText('Argo CD · yc')).toBeInTheDocument();
    expect(getAppListDetails).toHaveBeenCalledTimes(1);
    expect(getAppListDetails).toHaveBeenCalledWith(
      expect.objectContaining({
        instance: 'yc',
        appSelector: 'slipway.dev/component=shop',
      }),
    );
    expect(screen.getByText('Argo CD · vk')).toBeInTheDocument();
    expect(screen.getByText(/does not answer/)).toBeInTheDocument();
  });

  it('says so on every card when none can be asked', async () => {
    renderCards({
      serviceLocatorUrl: async () => {
        throw new Error('backend is down');
      },
    });

    expect(await screen.findAllByText(/backend is down/)).toHaveLength(2);
    expect(screen.queryByText('shop-dev')).not.toBeInTheDocument();
  });
});
