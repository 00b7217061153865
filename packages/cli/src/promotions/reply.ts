import { z } from 'zod';
import { PROMOTION_STATES } from '../cli/portal-options.ts';
import { ExitCode } from '../problem.ts';

const partSchema = z.looseObject({
  component: z.string(),
  clusters: z.array(z.string()),
  from: z.string().optional(),
  to: z.string(),
  takenOut: z.unknown().optional(),
});

const gateSchema = z.looseObject({
  gate: z.string(),
  state: z.enum(['open', 'waiting', 'refused']),
  message: z.string(),
  until: z.string().optional(),
});

const verdictSchema = z.looseObject({
  level: z.enum(['safe', 'attention', 'refused']),
  reasons: z.array(
    z.looseObject({ message: z.string(), fix: z.string().optional() }),
  ),
});

/** The record of a promotion. */
export const promotionSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  environment: z.string(),
  parts: z.array(partSchema),
  state: z.enum(PROMOTION_STATES),
  direct: z.boolean(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  pullRequest: z
    .looseObject({ number: z.number(), url: z.string() })
    .optional(),
  history: z.array(
    z.looseObject({ state: z.string(), message: z.string().optional() }),
  ),
});

/** What a request would do. */
export const previewSchema = z.looseObject({
  parts: z.array(partSchema),
  direct: z.boolean(),
  gates: z.array(gateSchema),
  same: z.string().optional(),
  behind: z.array(z.string()),
  behindHidden: z.boolean().optional(),
  supersedes: z.array(z.string()),
  verdict: verdictSchema.optional(),
});

/** A promotion with what it waits for. */
export const detailSchema = z.looseObject({
  promotion: promotionSchema,
  gates: z.array(gateSchema),
  behind: z.array(z.string()),
  behindHidden: z.boolean().optional(),
  verdict: verdictSchema.optional(),
  /** Why it does not go on for now. */
  problem: z.string().optional(),
});

/** The releases that were healthy in an environment. */
export const rollbacksSchema = z.looseObject({
  present: z.string().optional(),
  candidates: z.array(
    z.looseObject({ version: z.string(), healthyAt: z.string() }),
  ),
});

/** See {@link previewSchema}. */
export type Preview = z.infer<typeof previewSchema>;
/** See {@link detailSchema}. */
export type Detail = z.infer<typeof detailSchema>;
/** What decides, and says what it waits for. */
export type Gate = z.infer<typeof gateSchema>;
/** See {@link verdictSchema}. */
export type Verdict = z.infer<typeof verdictSchema>;

/** States that nothing follows on, and what each is to whoever waited. */
export const ENDS: Partial<Record<Detail['promotion']['state'], number>> = {
  healthy: ExitCode.ok,
  refused: ExitCode.failed,
  superseded: ExitCode.failed,
  failed: ExitCode.failed,
  cancelled: ExitCode.failed,
};

/** Body of a request to promote, or to roll back. */
export interface PromotionRequest {
  kind: 'promotion' | 'rollback' | 'train';
  environment: string;
  source?: string;
  parts: { component: string; version: string; clusters?: string[] }[];
  reason?: string;
  hotfix?: boolean;
  exception?: { reason: string };
}
