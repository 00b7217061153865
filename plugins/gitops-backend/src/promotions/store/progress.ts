import {
  gateResultSchema,
  type Promotion,
  verdictSchema,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** What is remembered of a promotion besides its record: what was seen and said last. */
export const progressSchema = z.object({
  /** The commit that its own is on top of. */
  base: z.string().optional(),
  /** Overlays whose release its newest commit writes. */
  written: z.array(z.string()).default([]),
  gates: z.array(gateResultSchema).default([]),
  verdict: verdictSchema.optional(),
  /** Id of the plan of what has no pull request. */
  plan: z.string().optional(),
  /** What the forge was last told: the status, and what the pull request says. */
  said: z
    .object({ commit: z.string(), status: z.string(), body: z.string() })
    .optional(),
  /** When the forge says that the pull request last changed, as of the last look. */
  seen: z.string().optional(),
  /** Since when it runs badly on a cluster. */
  failingSince: z.string().optional(),
  /** Why the last attempt came to nothing. */
  problem: z.string().optional(),
  /** What owners were told of. */
  notified: z.array(z.string()).default([]),
});

/** See {@link progressSchema}. */
export type Progress = z.infer<typeof progressSchema>;

/** A promotion as the database has it. */
export interface StoredPromotion {
  seq: number;
  version: number;
  promotion: Promotion;
  progress: Progress;
  /** Whether the forge may have a branch of it. */
  hasBranch: boolean;
  /** Failures in a row. */
  attempts: number;
}

/** A promotion that one worker has, until it is done or its lease ends. */
export type ClaimedPromotion = StoredPromotion & { claim: string };
