import type { ObjectFetchParams } from '@backstage/plugin-kubernetes-node';
import { IsolatingFetcher } from './IsolatingFetcher';

const cluster = { name: 'yc', url: 'https://127.0.0.1:1', authMetadata: {} };
const params: ObjectFetchParams = {
  serviceId: 'shop',
  clusterDetails: cluster,
  credential: { type: 'anonymous' },
  objectTypesToFetch: new Set(),
  customResources: [],
};

it('reports a cluster that hangs, instead of waiting for it', async () => {
  const never = () => new Promise<never>(() => {});
  const fetcher = new IsolatingFetcher(
    { fetchObjectsForService: never, fetchPodMetricsByNamespaces: never },
    20,
  );
  const expected = {
    errors: [
      { errorType: 'FETCH_ERROR', message: 'yc did not answer within 20 ms' },
    ],
    responses: [],
  };
  expect(await fetcher.fetchObjectsForService(params)).toEqual(expected);
  expect(
    await fetcher.fetchPodMetricsByNamespaces(
      cluster,
      params.credential,
      new Set(),
    ),
  ).toEqual(expected);
});
