import {
  gitopsDeliveryReadPermission,
  promotionDetailSchema,
  promotionsResponseSchema,
  promotionStateSchema,
} from '@slipway/plugin-gitops-common';
import { asked } from './askPromotions';
import { READS, SETS } from './attributes';
import { promotionOutput, promotionSummary } from './promotionSchemas';
import type { ActionTools } from './registerActions';

const STATES = ['open', 'ended', ...promotionStateSchema.options] as const;

/** What was asked for: how far it is, and taking it back. */
export function registerTrackingActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'list-promotions',
    title: 'List Promotions',
    description:
      'Promotions, rollbacks and trains with their ids, the newest first; those that go on, unless another state is asked for.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          component: z.string().optional(),
          environment: z.string().optional(),
          state: z.enum(STATES).default('open'),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          promotions: z.array(
            z.object({
              id: z.string(),
              kind: z.string(),
              environment: z.string(),
              state: z.string(),
              requestedBy: z.string(),
              requestedAt: z.string(),
              pullRequest: z.number().optional(),
              parts: z.array(
                z.object({
                  component: z.string(),
                  from: z.string().optional(),
                  to: z.string(),
                  takenOut: z.boolean().describe('The train goes without it'),
                }),
              ),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { promotions } = await api.ask(credentials, {
        path: '/promotions',
        query: input,
        reply: promotionsResponseSchema,
      });
      return {
        output: {
          promotions: promotions.map(promotion => ({
            ...promotion,
            pullRequest: promotion.pullRequest?.number,
            parts: promotion.parts.map(part => ({
              ...part,
              takenOut: part.takenOut !== undefined,
            })),
          })),
        },
      };
    },
  });

  registry.register({
    name: 'get-promotion',
    title: 'Get Promotion',
    description:
      'How far a promotion, a rollback or a train is, and what it waits for. "healthy" is its good end; "refused", "failed", "superseded" and "cancelled" are the others.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z => z.object({ id: z.string() }),
      output: promotionOutput,
    },
    async action({ input, credentials }) {
      const detail = await api.ask(credentials, {
        path: `/promotions/${encodeURIComponent(input.id)}`,
        reply: promotionDetailSchema,
      });
      return { output: promotionSummary(detail) };
    },
  });

  registry.register({
    name: 'cancel-promotion',
    title: 'Cancel Promotion',
    description:
      'Takes back a promotion, a rollback or a train that is not merged; its pull request is closed. After the merge, roll-back-release is the way.',
    attributes: SETS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          id: z.string().describe('As list-promotions says it'),
          reason: z.string().min(1).max(500).describe('Why, for the log'),
        }),
      output: promotionOutput,
    },
    async action({ input, credentials }) {
      const { id, reason } = input;
      return asked(api, credentials, `/${encodeURIComponent(id)}/cancel`, {
        reason,
      });
    },
  });
}
