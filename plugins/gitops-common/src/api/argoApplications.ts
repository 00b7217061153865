import { z } from 'zod';
import { healthStatusSchema, syncStatusSchema } from '../delivery/delivery';

/** Where the manifests of an Application are, in Argo CD's words. */
const sourceSchema = z.object({
  repoURL: z.string(),
  path: z.string().optional(),
});

const destinationSchema = z.object({
  server: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
});

const conditionSchema = z.object({
  type: z.string(),
  message: z.string(),
  lastTransitionTime: z.string().optional(),
});

const operationStateSchema = z.object({
  phase: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
});

/** What Argo CD's own cards show of an Application that the grid does not. */
export const argoDetailSchema = z.object({
  namespace: z.string(),
  source: sourceSchema,
  destination: destinationSchema,
  conditions: z.array(conditionSchema).optional(),
  operationState: operationStateSchema.optional(),
});

/** An Application in Argo CD's own shape, as far as cards made for Argo CD show it. */
export const argoApplicationSchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({ source: sourceSchema, destination: destinationSchema }),
  status: z.object({
    sync: z.object({
      status: syncStatusSchema,
      revision: z.string().optional(),
    }),
    health: z.object({ status: healthStatusSchema }),
    summary: z.object({ images: z.array(z.string()) }),
    conditions: z.array(conditionSchema).optional(),
    operationState: operationStateSchema.optional(),
  }),
});

/** Reply of `GET /components/{name}/applications`: by Argo CD, what it says of the component. */
export const argoApplicationsResponseSchema = z.object({
  instances: z.array(
    z.object({
      /** The cluster's name. */
      name: z.string(),
      /** Absent where there is a problem, or not enough of one of them is known without asking Argo CD. */
      applications: z.array(argoApplicationSchema).optional(),
      /** Why nothing is known. */
      problem: z.string().optional(),
    }),
  ),
});

/** See {@link argoDetailSchema}. */
export type ArgoDetail = z.infer<typeof argoDetailSchema>;
/** See {@link argoApplicationSchema}. */
export type ArgoApplication = z.infer<typeof argoApplicationSchema>;
/** See {@link argoApplicationsResponseSchema}. */
export type ArgoApplicationsResponse = z.infer<
  typeof argoApplicationsResponseSchema
>;
