import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { kubernetesModuleGitOps } from './module';

jest.setTimeout(60_000);

const yc = {
  name: 'yc',
  kubernetes: {
    url: 'https://127.0.0.1:1',
    caFile: '/nowhere/ca.pem',
    tokenFile: '/nowhere/token',
  },
};
const other = {
  name: 'other',
  url: 'https://127.0.0.1:1',
  authProvider: 'serviceAccount',
  serviceAccountToken: 'a secret of the test',
};

async function readClusters(kubernetes: object) {
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      kubernetesModuleGitOps,
      mockServices.rootConfig.factory({
        data: {
          gitops: { clusters: [yc, { name: 'without-kubernetes' }] },
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            ...kubernetes,
          },
        },
      }),
      catalogServiceMock.factory(),
    ],
  });
  try {
    return await request(backend.server)
      .get('/api/kubernetes/clusters')
      .set('authorization', mockCredentials.user.header())
      .expect(200);
  } finally {
    await backend.stop();
  }
}

describe('kubernetes module gitops', () => {
  it('starts before the files of its clusters exist, and shows no path or secret', async () => {
    const { body, text } = await readClusters({
      clusterLocatorMethods: [{ type: 'config', clusters: [other] }],
    });
    expect(body.items).toMatchObject([
      { name: 'yc', authProvider: 'serviceAccountTokenFile' },
      { name: 'other', authProvider: 'serviceAccount' },
    ]);
    expect(text).not.toContain('nowhere');
    expect(text).not.toContain(other.serviceAccountToken);
  });

  it('takes a cluster that the Kubernetes plugin has too from gitops.clusters', async () => {
    const { body } = await readClusters({
      clusterLocatorMethods: [
        { type: 'config', clusters: [{ ...other, name: 'yc' }] },
      ],
    });
    expect(body.items).toMatchObject([
      { name: 'yc', authProvider: 'serviceAccountTokenFile' },
    ]);
  });

  it('needs no configuration of clusters beside gitops.clusters', async () => {
    const { body } = await readClusters({});
    expect(body.items).toHaveLength(1);
  });
});
