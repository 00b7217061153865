import { z } from 'zod';
import { pullRequestSummarySchema } from '../pullrequests/pullRequest';
import { releaseImageSchema } from '../releases/release';
import { fileProblemSchema } from '../yaml/FileProblem';

const timestamp = z.iso.datetime({ offset: true });

/**
 * The state of a component in one environment on one cluster. Only `synced` is good.
 *
 * - `synced`: the cluster runs what Git says, and is healthy
 * - `progressing`: on the way there
 * - `degraded`: it runs badly, or the last sync failed
 * - `drifted`: the cluster differs from Git
 * - `stale`: the answer is too old to rely on
 * - `unreachable`: the cluster's Argo CD does not answer
 * - `forbidden`: it answers, but not to the portal
 * - `not-deployed`: Git or the cluster does not have it
 * - `unknown`: an answer came that says nothing
 */
export const cellStateSchema = z.enum([
  'synced',
  'progressing',
  'degraded',
  'drifted',
  'stale',
  'unreachable',
  'forbidden',
  'not-deployed',
  'unknown',
]);

/** Argo CD's sync status. */
export const syncStatusSchema = z.enum(['Synced', 'OutOfSync', 'Unknown']);

/** Argo CD's health status. */
export const healthStatusSchema = z.enum([
  'Healthy',
  'Progressing',
  'Degraded',
  'Suspended',
  'Missing',
  'Unknown',
]);

/** What Git says should run, and the commit that last said so. */
export const desiredReleaseSchema = z.object({
  version: z.string().optional(),
  images: z.array(releaseImageSchema),
  overlay: z.string(),
  commit: z.string().optional(),
  committedAt: timestamp.optional(),
  author: z.string().optional(),
});

/** What Argo CD last brought to the cluster. */
export const syncedReleaseSchema = z.object({
  /** Commit of the GitOps repository. */
  revision: z.string().optional(),
  version: z.string().optional(),
  images: z.array(z.string()),
});

/** One environment on one cluster. */
export const deliveryCellSchema = z.object({
  cluster: z.string(),
  state: cellStateSchema,
  /** One line on what is wrong, for every state but `synced`. */
  message: z.string().optional(),
  desired: desiredReleaseSchema.optional(),
  synced: syncedReleaseSchema.optional(),
  sync: syncStatusSchema.optional(),
  health: healthStatusSchema.optional(),
  /** When Argo CD last gave the values above; older than now if it does not answer. */
  observedAt: timestamp.optional(),
  lastSyncedAt: timestamp.optional(),
  applicationName: z.string(),
  applicationUrl: z.url().optional(),
});

/** How well the portal knows the GitOps repository. */
export const indexStatusSchema = z.object({
  repository: z.url(),
  branch: z.string(),
  /** The commit that all desired values come from; absent until the first good one. */
  commit: z.string().optional(),
  committedAt: timestamp.optional(),
  /** When the repository was last asked for news successfully. */
  checkedAt: timestamp.optional(),
  /** Why the newest commit is not the one shown; absent if it is. */
  problem: fileProblemSchema
    .extend({ commit: z.string(), since: timestamp })
    .optional(),
  /** Why the repository could not be asked; absent if it could. */
  unreachable: z.object({ reason: z.string(), since: timestamp }).optional(),
  /** Files of single components that could not be read; the rest is unaffected. */
  fileProblems: z.array(fileProblemSchema),
});

/** A component's row for one environment. */
export const deliveryEnvironmentSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  cells: z.array(deliveryCellSchema),
});

/** Everything about the delivery of one component, environments in order of promotion. */
export const componentDeliverySchema = z.object({
  component: z.string(),
  /** False if the GitOps repository does not have it, perhaps not yet. */
  known: z.boolean(),
  owner: z.string().optional(),
  clusters: z.array(
    z.object({ name: z.string(), title: z.string().optional() }),
  ),
  environments: z.array(deliveryEnvironmentSchema),
  pullRequests: z.array(pullRequestSummarySchema),
  /** Why open pull requests are not known; absent if they are. */
  pullRequestsProblem: z.string().optional(),
  index: indexStatusSchema,
});

/** See {@link cellStateSchema}. */
export type CellState = z.infer<typeof cellStateSchema>;
/** See {@link syncStatusSchema}. */
export type SyncStatus = z.infer<typeof syncStatusSchema>;
/** See {@link healthStatusSchema}. */
export type HealthStatus = z.infer<typeof healthStatusSchema>;
/** See {@link desiredReleaseSchema}. */
export type DesiredRelease = z.infer<typeof desiredReleaseSchema>;
/** See {@link syncedReleaseSchema}. */
export type SyncedRelease = z.infer<typeof syncedReleaseSchema>;
/** See {@link deliveryCellSchema}. */
export type DeliveryCell = z.infer<typeof deliveryCellSchema>;
/** See {@link indexStatusSchema}. */
export type IndexStatus = z.infer<typeof indexStatusSchema>;
/** See {@link deliveryEnvironmentSchema}. */
export type DeliveryEnvironment = z.infer<typeof deliveryEnvironmentSchema>;
/** See {@link componentDeliverySchema}. */
export type ComponentDelivery = z.infer<typeof componentDeliverySchema>;
