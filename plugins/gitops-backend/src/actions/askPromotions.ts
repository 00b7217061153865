import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  promotionDetailSchema,
  promotionPreviewSchema,
} from '@slipway/plugin-gitops-common';
import type { PersonalApi } from './PersonalApi';
import { previewSummary, promotionSummary } from './promotionSchemas';

/** What a request would do, as an action answers it. */
export async function previewed(
  api: PersonalApi,
  credentials: BackstageCredentials,
  body: object,
) {
  const preview = await api.ask(credentials, {
    method: 'POST',
    path: '/promotions/preview',
    body,
    reply: promotionPreviewSchema,
  });
  return { output: previewSummary(preview) };
}

/**
 * A promotion after something was asked of it, as an action answers it.
 *
 * @param path - what is asked of which promotion, below all of them; empty for a new one
 */
export async function asked(
  api: PersonalApi,
  credentials: BackstageCredentials,
  path: string,
  body: object,
) {
  const detail = await api.ask(credentials, {
    method: 'POST',
    path: `/promotions${path}`,
    body,
    reply: promotionDetailSchema,
  });
  return { output: promotionSummary(detail) };
}
