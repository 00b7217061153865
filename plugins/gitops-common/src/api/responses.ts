import { z } from 'zod';
import { indexStatusSchema } from '../delivery/delivery';
import {
  clusterSchema,
  environmentSchema,
  ingressSchema,
} from '../environments/environments';
import { pullRequestSummarySchema } from '../pullrequests/pullRequest';

/** Reply of `GET /environments`. */
export const environmentsResponseSchema = z.object({
  environments: z.array(environmentSchema),
  clusters: z.array(clusterSchema),
  ingress: ingressSchema.prefault({}),
  index: indexStatusSchema,
});

/** Reply of `GET /pull-requests`. */
export const pullRequestsResponseSchema = z.object({
  pullRequests: z.array(pullRequestSummarySchema),
});

/** See {@link environmentsResponseSchema}. */
export type EnvironmentsResponse = z.infer<typeof environmentsResponseSchema>;
/** See {@link pullRequestsResponseSchema}. */
export type PullRequestsResponse = z.infer<typeof pullRequestsResponseSchema>;
