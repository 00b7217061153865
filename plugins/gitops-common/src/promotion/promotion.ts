import { z } from 'zod';
import { gateExceptionSchema } from '../gates/gate';
import { componentNameSchema, environmentNameSchema } from '../names';
import {
  releaseArtefactSchema,
  versionSchema,
} from '../releases/releaseRecord';

/** The most that is kept of a message about a state. */
export const MAX_STATE_MESSAGE_LENGTH = 1_000;

const moment = z.iso.datetime({ offset: true });
const person = z
  .string()
  .max(300)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'is not one line');
const commit = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit');

/** What a promotion is: forward, back, or several components at once. */
export const promotionKindSchema = z.enum(['promotion', 'rollback', 'train']);

/**
 * How far a promotion is.
 *
 * - `requested`: written down, and waiting for gates or for another promotion
 * - `branch`, `committed`, `pull-request-open`: what exists in Git and on the forge
 * - `merged`: Git says so; `synced`: so does Argo CD on every cluster; `healthy`: and it runs well
 * - `refused`: a policy or a reviewer is against it
 * - `superseded`: another release took its place
 * - `failed`: it runs badly, or Git has a conflict
 * - `cancelled`: somebody took it back
 */
export const promotionStateSchema = z.enum([
  'requested',
  'branch',
  'committed',
  'pull-request-open',
  'merged',
  'synced',
  'healthy',
  'refused',
  'superseded',
  'failed',
  'cancelled',
]);

/** What a promotion does to one overlay. */
export const promotionPartSchema = z.object({
  component: componentNameSchema,
  /** Path of the overlay. */
  overlay: z.string().min(1).max(300),
  clusters: z.array(environmentNameSchema).max(50),
  /** Undefined if the overlay names no release yet. */
  from: versionSchema.optional(),
  to: versionSchema,
  images: z.array(releaseArtefactSchema).min(1).max(50),
  /** Whoever took it out of the train, which goes on without it. */
  takenOut: z
    .object({ by: person, at: moment, reason: z.string().max(500).optional() })
    .optional(),
});

/** The record of a promotion, which outlives every restart. */
export const promotionSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  kind: promotionKindSchema,
  environment: environmentNameSchema,
  /** Where the release was before, if it came from an environment. */
  source: environmentNameSchema.optional(),
  parts: z.array(promotionPartSchema).min(1).max(200),
  state: promotionStateSchema,
  /** Merged without a pull request, as the environment allows. */
  direct: z.boolean(),
  hotfix: z.boolean(),
  /** Why it may go on in a freeze. */
  exception: gateExceptionSchema.optional(),
  /** Why it is asked for, in the person's words. */
  reason: z.string().max(500).optional(),
  requestedBy: person,
  requestedAt: moment,
  branch: z.string().max(255),
  commit: commit.optional(),
  pullRequest: z
    .object({ number: z.int().positive(), url: z.url() })
    .optional(),
  mergeCommit: commit.optional(),
  /** Id of the promotion that took its place. */
  supersededBy: z.string().optional(),
  /** Every state that it was in, the first first. */
  history: z.array(
    z.object({
      state: promotionStateSchema,
      at: moment,
      by: person.optional(),
      message: z.string().max(MAX_STATE_MESSAGE_LENGTH).optional(),
    }),
  ),
});

/** See {@link promotionKindSchema}. */
export type PromotionKind = z.infer<typeof promotionKindSchema>;
/** See {@link promotionStateSchema}. */
export type PromotionState = z.infer<typeof promotionStateSchema>;
/** See {@link promotionPartSchema}. */
export type PromotionPart = z.infer<typeof promotionPartSchema>;
/** See {@link promotionSchema}. */
export type Promotion = z.infer<typeof promotionSchema>;

/** The parts that a promotion still has. */
export function livePartsOf({ parts }: Pick<Promotion, 'parts'>) {
  return parts.filter(({ takenOut }) => takenOut === undefined);
}
