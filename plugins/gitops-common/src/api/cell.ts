import { z } from 'zod';
import { deliveryCellSchema, healthStatusSchema } from '../delivery/delivery';
import { holdSchema } from '../gates/gate';
import { versionChangeSchema } from '../history/versionChange';
import { promotionSchema } from '../promotion/promotion';

const moment = z.iso.datetime({ offset: true });

/** A part of the answer that its source may not have given. */
const unavailable = z.object({
  state: z.enum(['unreachable', 'forbidden', 'unknown']),
  reason: z.string(),
});

/** An object of an Application, as Argo CD's tree has it. */
export const liveObjectSummarySchema = z.object({
  /** `uid`, or what else tells it apart within the answer. */
  id: z.string(),
  /** Id of the object that owns it. */
  parent: z.string().optional(),
  group: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  health: healthStatusSchema.optional(),
  message: z.string().optional(),
  createdAt: moment.optional(),
});

/** A pod of an Application. */
export const podSummarySchema = z.object({
  name: z.string(),
  namespace: z.string(),
  phase: z.string(),
  ready: z.boolean(),
  restarts: z.int().min(0),
  /** Why it does not run, in Kubernetes' word, as `CrashLoopBackOff`. */
  reason: z.string().optional(),
  message: z.string().optional(),
  startedAt: moment.optional(),
  containers: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      /** `sha256:…` of what truly runs. */
      digest: z.string().optional(),
      ready: z.boolean(),
      restarts: z.int().min(0),
      reason: z.string().optional(),
    }),
  ),
});

/** A warning of Kubernetes. */
export const warningEventSchema = z.object({
  object: z.object({ kind: z.string(), name: z.string() }),
  reason: z.string(),
  message: z.string(),
  count: z.int().min(1),
  lastSeenAt: moment,
});

/** Reply of `GET /components/:name/cells/:environment/:cluster`: everything behind one cell of the grid. */
export const cellDetailSchema = z.object({
  component: z.string(),
  environment: z.string(),
  namespace: z.string(),
  cell: deliveryCellSchema,
  objects: z.union([z.array(liveObjectSummarySchema), unavailable]),
  pods: z.union([z.array(podSummarySchema), unavailable]),
  /** Of the last hour, the newest first. */
  events: z.union([z.array(warningEventSchema), unavailable]),
  /** The last five changes of version there, the newest first. */
  changes: z.array(versionChangeSchema),
  hold: holdSchema.optional(),
  /** Promotions of the overlay that are not ended. */
  promotions: z.array(promotionSchema),
  /** Pages elsewhere, with the time since the last change filled in. */
  links: z.array(
    z.object({
      kind: z.enum(['argocd', 'metrics', 'logs', 'other']),
      title: z.string(),
      url: z.url(),
    }),
  ),
});

/** See {@link liveObjectSummarySchema}. */
export type LiveObjectSummary = z.infer<typeof liveObjectSummarySchema>;
/** See {@link podSummarySchema}. */
export type PodSummary = z.infer<typeof podSummarySchema>;
/** See {@link warningEventSchema}. */
export type WarningEvent = z.infer<typeof warningEventSchema>;
/** See {@link cellDetailSchema}. */
export type CellDetail = z.infer<typeof cellDetailSchema>;
