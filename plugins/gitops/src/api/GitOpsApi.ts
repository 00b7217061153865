import { createApiRef } from '@backstage/frontend-plugin-api';
import type { DeliveryApi } from './DeliveryApi';
import type { HistoryApi } from './HistoryApi';
import type { PromotionsApi } from './PromotionsApi';
import type { ReviewsApi } from './ReviewsApi';

/**
 * What the gitops plugin of the backend knows. Every method throws a
 * `ResponseError` when the backend refuses, and an `Error` when it does not
 * answer or its answer has another shape than agreed.
 *
 * @public
 */
export interface GitOpsApi
  extends DeliveryApi, HistoryApi, PromotionsApi, ReviewsApi {}

/** @public */
export const gitopsApiRef = createApiRef<GitOpsApi>().with({
  id: 'plugin.gitops.service',
  pluginId: 'gitops',
});
