import { z } from 'zod';
import { planSchema, verdictLevelSchema } from '../plan/plan';
import { pullRequestSummarySchema } from '../pullrequests/pullRequest';

/** What somebody said on a pull request. Times are ISO 8601; texts are Markdown. */
export const pullRequestEventSchema = z.object({
  kind: z.enum(['comment', 'approved', 'changes-requested', 'reviewed']),
  author: z.string(),
  body: z.string(),
  at: z.iso.datetime(),
  url: z.url().optional(),
  /** The commit that a review was about; a review of another than the newest is outdated. */
  commit: z.string().optional(),
  /** What a remark is on; undefined unless it is on a file. */
  place: z
    .object({
      path: z.string(),
      /** Undefined if it is on the file as a whole. */
      line: z.number().int().positive().optional(),
      /** Whether the line has changed since. */
      outdated: z.boolean(),
      resolved: z.boolean(),
    })
    .optional(),
});

/** One required or reported check of the newest commit. */
export const pullRequestCheckSchema = z.object({
  name: z.string(),
  state: z.enum(['pending', 'success', 'failure']),
  description: z.string().optional(),
  url: z.url().optional(),
  required: z.boolean(),
});

/** How far the plan of a pull request is. */
export const planStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('planning') }),
  z.object({ status: z.literal('ready'), plan: planSchema }),
  z.object({ status: z.literal('failed'), problem: z.string() }),
]);

/** A pull request as the queue shows it. */
export const reviewSummarySchema = pullRequestSummarySchema.extend({
  /** How far the plan of its newest commit is; `none` if nobody plans it yet. */
  plan: z.enum(['none', 'planning', 'ready', 'failed']),
  /** Why there is no plan, if that is known. */
  planProblem: z.string().optional(),
  /** Undefined unless the plan is ready. */
  verdict: verdictLevelSchema.optional(),
  checks: z.enum(['pending', 'success', 'failure', 'none']),
  approvals: z.number().int(),
  /** People and teams (`@acme/team`) that are asked for a review. */
  reviewers: z.array(z.string()),
});

/** Everything a reviewer sees of a pull request besides its plan. */
export const reviewDetailSchema = reviewSummarySchema.extend({
  body: z.string(),
  base: z.string(),
  commits: z.array(
    z.object({
      sha: z.string(),
      message: z.string(),
      author: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  events: z.array(pullRequestEventSchema),
  checkRuns: z.array(pullRequestCheckSchema),
  /** What the forge says about merging it. */
  merge: z.object({
    state: z.enum(['mergeable', 'blocked', 'conflict', 'unknown', 'merged']),
    /** Why not, in one line. */
    reason: z.string().optional(),
    mergedAt: z.iso.datetime().optional(),
    mergeCommit: z.string().optional(),
  }),
});

/** What a person says about a pull request, as they saw it. */
export const reviewRequestSchema = z.strictObject({
  event: z.enum(['approve', 'request-changes', 'comment']),
  body: z.string().max(20_000).default(''),
  /** The newest commit that the person saw; the request is refused if there is a newer one. */
  commit: z.string().regex(/^[0-9a-f]{40,64}$/),
});

/** A person's wish to merge what they saw. */
export const mergeRequestSchema = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40,64}$/),
});

/** How far a merged change has come in one Application on one cluster. */
export const rolloutStepSchema = z.object({
  application: z.string(),
  environment: z.string(),
  cluster: z.string(),
  /** Whether the change takes the Application away. */
  goes: z.boolean(),
  /**
   * In order; `gone` comes after `merged` if the Application goes. `failed` ends it, `unknown` says
   * that the cluster cannot be asked.
   */
  state: z.enum([
    'merged',
    'seen',
    'synced',
    'healthy',
    'gone',
    'failed',
    'unknown',
  ]),
  message: z.string().optional(),
  /** Page of the Application in Argo CD. */
  url: z.string().optional(),
});

/** Reply of `GET /pull-requests/:number/rollout`. */
export const rolloutSchema = z.object({
  mergeCommit: z.string(),
  steps: z.array(rolloutStepSchema),
  done: z.boolean(),
});

/** See {@link pullRequestEventSchema}. */
export type PullRequestEvent = z.infer<typeof pullRequestEventSchema>;
/** See {@link pullRequestCheckSchema}. */
export type PullRequestCheck = z.infer<typeof pullRequestCheckSchema>;
/** See {@link planStateSchema}. */
export type PlanState = z.infer<typeof planStateSchema>;
/** See {@link reviewSummarySchema}. */
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;
/** See {@link reviewDetailSchema}. */
export type ReviewDetail = z.infer<typeof reviewDetailSchema>;
/** See {@link reviewRequestSchema}. */
export type ReviewRequest = z.infer<typeof reviewRequestSchema>;
/** See {@link mergeRequestSchema}. */
export type MergeRequest = z.infer<typeof mergeRequestSchema>;
/** See {@link rolloutStepSchema}. */
export type RolloutStep = z.infer<typeof rolloutStepSchema>;
/** See {@link rolloutSchema}. */
export type Rollout = z.infer<typeof rolloutSchema>;
