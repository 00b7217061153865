import { z } from 'zod';
import { availabilityCheckSchema } from '../api/availability';
import { planSchema, verdictSchema } from './plan';

/** Files of a planned repository whose text comes with the plan are no larger. Bytes. */
export const CREATION_PREVIEW_MAX_BYTES = 64 * 1024;

/** What the form of a template that creates or changes a component has so far. */
export const creationPlanRequestSchema = z.strictObject({
  /** Reference of the Template, as in `template:default/app-base-ts`. */
  template: z.string().min(1).max(400),
  /** The form's answers by the names of the template's parameters. */
  values: z.record(z.string().max(200), z.json()),
});

/** A file that the component's repository would start with. */
export const plannedFileSchema = z.object({
  /** From the root of the repository. */
  path: z.string(),
  /** Bytes. */
  size: z.number().int(),
  /** Undefined if it is not text, or longer than {@link CREATION_PREVIEW_MAX_BYTES}. */
  content: z.string().optional(),
});

/** An entity that the catalog would have. */
export const plannedEntitySchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string(),
  description: z.string().optional(),
  type: z.string().optional(),
  /** Entity reference. */
  owner: z.string().optional(),
  /** In words, as in `part of system:default/shop`. */
  relations: z.array(z.string()),
});

/** What a creation, or a change of a component that exists, would leave everywhere. Nothing of it exists, and nothing was written. */
export const creationPlanSchema = z.object({
  /** Depends on the answers and on what would come of them: other answers, another id. */
  id: z.string(),
  /**
   * Against the GitOps repository; its manifests are those of `GET /plans/{plan.id}/manifests`.
   * Undefined, with no files and no entities, if a check conflicts: nothing could come of it. Undefined, too, if
   * all that is left to be done are `effects`.
   */
  plan: planSchema.optional(),
  checks: z.array(availabilityCheckSchema),
  /** Of a new component; undefined if one that exists is changed. */
  repository: z
    .object({
      /** `owner/name` */
      slug: z.string(),
      files: z.array(plannedFileSchema),
    })
    .optional(),
  entities: z.array(plannedEntitySchema),
  /** What happens at once and without a review, a sentence each. */
  effects: z.array(z.string()),
  /** The gravest of the plan and the checks; the reasons of both. */
  verdict: verdictSchema,
});

/** See {@link creationPlanRequestSchema}. */
export type CreationPlanRequest = z.infer<typeof creationPlanRequestSchema>;
/** See {@link plannedFileSchema}. */
export type PlannedFile = z.infer<typeof plannedFileSchema>;
/** See {@link plannedEntitySchema}. */
export type PlannedEntity = z.infer<typeof plannedEntitySchema>;
/** See {@link creationPlanSchema}. */
export type CreationPlan = z.infer<typeof creationPlanSchema>;
