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
import type {
  ArgoApplication,
  ArgoApplicationsResponse,
} from '@slipway/plugin-gitops-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { FollowedArgoCDApi } from './FollowedArgoCDApi';
import { InstanceCards } from './InstanceCards';

jest.setTimeout(60_000);

const appSelector = 'slipway.dev/component=shop';
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    annotations: { 'argocd/app-selector': appSelector },
  },
};
const instances = [
  { name: 'yc', url: 'http://yc.example' },
  { name: 'vk', url: 'http://vk.example' },
];
const config = mockApis.config({
  data: { argocd: { appLocatorMethods: [{ type: 'config', instances }] } },
});

const operationState = {
  phase: 'Failed',
  startedAt: '2026-11-20T09:59:00Z',
  finishedAt: '2026-11-20T09:59:05Z',
};
const application: ArgoApplication = {
  metadata: { name: 'shop-prod', namespace: 'argocd' },
  spec: {
    source: {
      repoURL: 'https://github.com/acme/infra-gitops',
      path: 'apps/shop/overlays/prod',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'shop-prod',
    },
  },
  status: {
    sync: { status: 'OutOfSync', revision: '4f1c' },
    health: { status: 'Degraded' },
    summary: { images: ['ghcr.io/acme/shop:1.4.2'] },
    conditions: [{ type: 'SyncError', message: 'no such namespace' }],
    operationState,
  },
};
function upstreamApi() {
  return {
    serviceLocatorUrl: jest.fn(async () =>
      instances.map(one => ({ ...one, appName: ['shop-prod'] })),
    ),
    getAppListDetails: jest.fn(async ({ instance }: { instance?: string }) => ({
      items: [
        {
          ...application,
          metadata: {
            ...application.metadata,
            instance: { name: instance, url: undefined },
          },
          status: { ...application.status, operationState, history: undefined },
        },
      ],
    })),
    getAppDetails: jest.fn(),
    getRevisionDetails: jest.fn(),
    listApps: jest.fn(),
  } satisfies ArgoCDApi;
}

function followedApi(...known: ArgoApplicationsResponse['instances']) {
  const upstream = upstreamApi();
  const getArgoApplications = jest.fn(async () => ({ instances: known }));
  const api = new FollowedArgoCDApi({
    upstream,
    gitops: { getArgoApplications },
    instances,
  });
  return { api, upstream, getArgoApplications };
}

const applications = [application];

async function textOf(api: ArgoCDApi) {
  const { unmount } = renderInTestApp(
    <TestApiProvider
      apis={[
        [configApiRef, config],
        [argoCDApiRef, api],
      ]}
    >
      <EntityProvider entity={entity}>
        <InstanceCards />
      </EntityProvider>
    </TestApiProvider>,
  );
  const rows = await waitFor(
    () => {
      const found = screen.getAllByText('shop-prod');
      expect(found).toHaveLength(instances.length);
      return found;
    },
    { timeout: 20_000 },
  );
  fireEvent.click(rows[0]);
  await screen.findByText('apps/shop/overlays/prod');
  const text = document.body.textContent;
  unmount();
  return text;
}

describe('the API of the Argo CD cards', () => {
  it('has cards show what upstream shows, without asking any Argo CD, however many look', async () => {
    const { api, upstream } = followedApi(
      { name: 'yc', applications },
      { name: 'vk', applications },
    );
    const ours = await textOf(api);
    for (let viewer = 0; viewer < 20; viewer++) {
      const located = await api.serviceLocatorUrl({ appSelector });
      expect(located).toMatchObject([
        { name: 'yc', appName: ['shop-prod'] },
        { name: 'vk', appName: ['shop-prod'] },
      ]);
      await api.getAppListDetails({ url: '', appSelector, instance: 'yc' });
    }
    for (const call of Object.values(upstream)) {
      expect(call).not.toHaveBeenCalled();
    }
    expect(ours).toContain('OutOfSync');
    expect(ours).toBe(await textOf(upstream));
  });

  it('says why an Argo CD does not answer, and that another has nothing', async () => {
    const problem = 'Argo CD of vk did not answer within 1.5 s.';
    const { api, upstream } = followedApi(
      { name: 'yc', applications: [] },
      { name: 'vk', problem },
    );
    renderInTestApp(
      <TestApiProvider
        apis={[
          [configApiRef, config],
          [argoCDApiRef, api],
        ]}
      >
        <EntityProvider entity={entity}>
          <InstanceCards />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(await screen.findByText(new RegExp(problem))).toBeInTheDocument();
    expect(
      screen.getByText('No Application of this component.'),
    ).toBeInTheDocument();
    await expect(
      api.getAppListDetails({ url: '', appSelector, instance: 'vk' }),
    ).rejects.toThrow(problem);
    expect(upstream.serviceLocatorUrl).not.toHaveBeenCalled();
  });

  it('asks upstream for an Argo CD of which too little is known, and only for that one', async () => {
    const { api, upstream } = followedApi(
      { name: 'yc', applications },
      { name: 'vk' },
    );
    expect(await api.serviceLocatorUrl({ appSelector })).toHaveLength(2);
    expect(upstream.serviceLocatorUrl).toHaveBeenCalledTimes(1);
    await api.getAppListDetails({ url: '', appSelector, instance: 'yc' });
    expect(upstream.getAppListDetails).not.toHaveBeenCalled();
    const ofVk = { url: '', appSelector, instance: 'vk' };
    await api.getAppListDetails(ofVk);
    expect(upstream.getAppListDetails).toHaveBeenCalledWith(ofVk);
  });

  it('leaves to upstream what is not chosen by component', async () => {
    const { api, upstream, getArgoApplications } = followedApi();
    for (const options of [
      { appName: 'shop-prod' },
      { appSelector: 'team=shop' },
      { appSelector: `${appSelector},tier=web` },
      { appSelector, appNamespace: 'apps' },
    ]) {
      await api.serviceLocatorUrl(options);
      expect(upstream.serviceLocatorUrl).toHaveBeenLastCalledWith(options);
    }
    expect(getArgoApplications).not.toHaveBeenCalled();
  });

  it('asks the portal once for what cards ask for at once', async () => {
    const { api, getArgoApplications } = followedApi(
      { name: 'yc', applications },
      { name: 'vk', applications },
    );
    await Promise.all(
      instances.map(({ name }) =>
        api.getAppListDetails({ url: '', appSelector, instance: name }),
      ),
    );
    expect(getArgoApplications).toHaveBeenCalledTimes(1);
    await api.serviceLocatorUrl({ appSelector });
    expect(getArgoApplications).toHaveBeenCalledTimes(2);
  });

  it('tells when the portal does not show the component', async () => {
    const { api, upstream, getArgoApplications } = followedApi();
    getArgoApplications.mockRejectedValue(new Error('There is no component'));
    await expect(api.serviceLocatorUrl({ appSelector })).rejects.toThrow(
      'There is no component',
    );
    expect(upstream.serviceLocatorUrl).not.toHaveBeenCalled();
  });
});
