import {
  holdsResponseSchema,
  promotionDetailSchema,
  promotionPreviewSchema,
  promotionsResponseSchema,
  type Hold,
  type PromotionDetail,
  type PromotionPreview,
  type PromotionRequest,
  type PromotionsQuery,
  type PromotionsResponse,
} from '@slipway/plugin-gitops-common';
import {
  addressOf,
  type QueryOf,
  type RequestOptions,
  type Requests,
} from './Requests';

/** Changes of releases, and what stops them. */
export interface PromotionsApi {
  /** Promotions, rollbacks and trains, the newest first. */
  getPromotions(
    query?: QueryOf<PromotionsQuery>,
    options?: RequestOptions,
  ): Promise<PromotionsResponse>;

  /** One promotion with what it waits for. */
  getPromotion(id: string, options?: RequestOptions): Promise<PromotionDetail>;

  /** What a promotion would do; it writes nothing. */
  previewPromotion(
    request: PromotionRequest,
    options?: RequestOptions,
  ): Promise<PromotionPreview>;

  /** Asks for a promotion, a rollback or a train. The same again is the one there is. */
  createPromotion(request: PromotionRequest): Promise<PromotionDetail>;

  /** Takes a promotion back that is not merged. */
  cancelPromotion(id: string, reason: string): Promise<PromotionDetail>;

  /** Lets a train go on without one of its components. */
  takeOutOfTrain(
    id: string,
    request: { component: string; reason: string },
  ): Promise<PromotionDetail>;

  /** What stops forward promotion, of one component or of all. */
  getHolds(
    query?: { component?: string },
    options?: RequestOptions,
  ): Promise<Hold[]>;

  /** Stops forward promotion of a component into an environment. */
  hold(component: string, environment: string, reason: string): Promise<void>;

  /** Lets forward promotion go on. */
  releaseHold(component: string, environment: string): Promise<void>;
}

/** {@link PromotionsApi} over HTTP. */
export function promotionsClient(requests: Requests): PromotionsApi {
  return {
    getPromotions: async (query, options) =>
      requests.read(
        addressOf(['promotions'], query),
        promotionsResponseSchema,
        options,
      ),
    getPromotion: async (id, options) =>
      requests.read(
        addressOf(['promotions', id]),
        promotionDetailSchema,
        options,
      ),
    previewPromotion: async (request, options) =>
      requests.post(
        '/promotions/preview',
        request,
        promotionPreviewSchema,
        options,
      ),
    createPromotion: async request =>
      requests.post('/promotions', request, promotionDetailSchema),
    cancelPromotion: async (id, reason) =>
      requests.post(
        addressOf(['promotions', id, 'cancel']),
        { reason },
        promotionDetailSchema,
      ),
    takeOutOfTrain: async (id, request) =>
      requests.post(
        addressOf(['promotions', id, 'take-out']),
        request,
        promotionDetailSchema,
      ),
    getHolds: async (query, options) => {
      const path = addressOf(['holds'], query);
      return (await requests.read(path, holdsResponseSchema, options)).holds;
    },
    hold: async (component, environment, reason) =>
      requests.write('PUT', addressOf(['holds', component, environment]), {
        reason,
      }),
    releaseHold: async (component, environment) =>
      requests.write('DELETE', addressOf(['holds', component, environment])),
  };
}
