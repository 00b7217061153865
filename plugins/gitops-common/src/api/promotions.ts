import { z } from 'zod';
import { gateResultSchema, holdSchema } from '../gates/gate';
import { componentNameSchema, environmentNameSchema } from '../names';
import { verdictSchema } from '../plan/plan';
import {
  promotionKindSchema,
  promotionSchema,
  promotionStateSchema,
} from '../promotion/promotion';
import {
  releaseArtefactSchema,
  versionSchema,
} from '../releases/releaseRecord';

const reasonSchema = z.string().trim().min(1).max(500);
const commitSchema = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit');

/**
 * Body of `POST /promotions` and of `POST /promotions/preview`. One part is a promotion or a rollback, more are a
 * release train.
 */
export const promotionRequestSchema = z.strictObject({
  kind: promotionKindSchema,
  environment: environmentNameSchema,
  /** Environment that the releases come from, if they come from one. */
  source: environmentNameSchema.optional(),
  parts: z
    .array(
      z.strictObject({
        component: componentNameSchema,
        /** A reported release, the release of the source, or for a rollback one that was healthy there. */
        version: versionSchema,
        /** Only these clusters, where the environment has an overlay for each; all of them by default. */
        clusters: z.array(environmentNameSchema).min(1).max(50).optional(),
      }),
    )
    .min(1)
    .max(200),
  reason: reasonSchema.optional(),
  hotfix: z.boolean().default(false),
  /** Why it may go on in a freeze; needs the permission to override gates. */
  exception: z.strictObject({ reason: reasonSchema }).optional(),
});

const queueShape = {
  /** Ids of the promotions that it queues behind, as far as the reader may know of them. */
  behind: z.array(z.string()),
  /** It queues behind what the reader may not know of, too. */
  behindHidden: z.literal(true).optional(),
};

/** A promotion with what it waits for; reply of `GET /promotions/:id`, and of every change of one. */
export const promotionDetailSchema = z.object({
  promotion: promotionSchema,
  /** Empty once it is merged or ended. */
  gates: z.array(gateResultSchema),
  ...queueShape,
  /** What it comes to, once it is planned. */
  verdict: verdictSchema.optional(),
  /** Id of its plan, for `GET /plans/:id`, if it has no pull request with one. */
  plan: z.string().optional(),
  /** Why it does not go on for now, as while the forge is away. */
  problem: z.string().optional(),
});

/** Reply of `POST /promotions/preview`: what a request would do. Nothing is written. */
export const promotionPreviewSchema = z.object({
  parts: promotionSchema.shape.parts,
  /** Merged without a pull request. */
  direct: z.boolean(),
  gates: z.array(gateResultSchema),
  /** Id of the promotion that asks for the same already. */
  same: z.string().optional(),
  ...queueShape,
  supersedes: z.array(z.string()),
  /** Id of the plan, for `GET /plans/:id`, and what it comes to; absent where plans are not available. */
  plan: z.string().optional(),
  verdict: verdictSchema.optional(),
});

/** Query of `GET /promotions`, the newest first. */
export const promotionsQuerySchema = z.object({
  component: componentNameSchema.optional(),
  environment: environmentNameSchema.optional(),
  state: z.union([promotionStateSchema, z.enum(['open', 'ended'])]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** `next` of the page before. */
  cursor: promotionSchema.shape.id.optional(),
});

/** Reply of `GET /promotions`. Promotions of components that the reader does not see are left out. */
export const promotionsResponseSchema = z.object({
  promotions: z.array(promotionSchema),
  next: promotionSchema.shape.id.optional(),
});

/** Body of `POST /promotions/:id/cancel`. */
export const promotionCancelRequestSchema = z.strictObject({
  reason: reasonSchema,
});

/** Body of `POST /promotions/:id/take-out`. */
export const promotionTakeOutRequestSchema = z.strictObject({
  component: componentNameSchema,
  reason: reasonSchema,
});

/** Body of `PUT /holds/:component/:environment`; `DELETE` of the same address releases it. */
export const holdRequestSchema = z.strictObject({ reason: reasonSchema });

/** Reply of `GET /holds?component=`. */
export const holdsResponseSchema = z.object({ holds: z.array(holdSchema) });

/** Reply of `GET /components/:name/rollbacks?environment=&cluster=`, the newest first. */
export const rollbackCandidatesResponseSchema = z.object({
  /** What the overlay names now. */
  present: versionSchema.optional(),
  candidates: z.array(
    z.object({
      version: versionSchema,
      images: z.array(releaseArtefactSchema),
      at: z.iso.datetime({ offset: true }),
      by: z.string(),
      commit: commitSchema,
      healthyAt: z.iso.datetime({ offset: true }),
    }),
  ),
});

/** See {@link promotionRequestSchema}. */
export type PromotionRequest = z.infer<typeof promotionRequestSchema>;
/** See {@link promotionDetailSchema}. */
export type PromotionDetail = z.infer<typeof promotionDetailSchema>;
/** See {@link promotionPreviewSchema}. */
export type PromotionPreview = z.infer<typeof promotionPreviewSchema>;
/** See {@link promotionsQuerySchema}. */
export type PromotionsQuery = z.infer<typeof promotionsQuerySchema>;
/** See {@link promotionsResponseSchema}. */
export type PromotionsResponse = z.infer<typeof promotionsResponseSchema>;
/** See {@link rollbackCandidatesResponseSchema}. */
export type RollbackCandidatesResponse = z.infer<
  typeof rollbackCandidatesResponseSchema
>;
/** See {@link holdsResponseSchema}. */
export type HoldsResponse = z.infer<typeof holdsResponseSchema>;
