import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { deliveryClient } from './DeliveryApi';
import type { GitOpsApi } from './GitOpsApi';
import { historyClient } from './HistoryApi';
import { promotionsClient } from './PromotionsApi';
import { Requests } from './Requests';
import { reviewsClient } from './ReviewsApi';

/** {@link GitOpsApi} over HTTP. */
export function createGitOpsClient(options: {
  discovery: DiscoveryApi;
  fetch: FetchApi;
}): GitOpsApi {
  const requests = new Requests(options);
  return {
    ...deliveryClient(requests),
    ...historyClient(requests),
    ...promotionsClient(requests),
    ...reviewsClient(requests),
  };
}
