import { z } from 'zod';
import { componentNameSchema } from '../names';
import { releaseSchema } from '../releases/releaseRecord';

/** A release as CI reported it. */
export const reportedReleaseSchema = releaseSchema.extend({
  /**
   * `verified`: the registry has every image by its digest. `unverified`: it could not be asked, and an image
   * that was reported without a digest has none.
   */
  digest: z.enum(['verified', 'unverified']),
});

/** Query of `GET /releases`. */
export const releasesQuerySchema = z.object({
  component: componentNameSchema,
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** `next` of the page before. */
  cursor: z.coerce.number().int().positive().optional(),
});

/** Reply of `GET /releases`, the newest first. */
export const releasesResponseSchema = z.object({
  releases: z.array(reportedReleaseSchema),
  /** Cursor of the next page, if there is one. */
  next: z.number().int().positive().optional(),
});

/** See {@link reportedReleaseSchema}. */
export type ReportedRelease = z.infer<typeof reportedReleaseSchema>;
/** See {@link releasesResponseSchema}. */
export type ReleasesResponse = z.infer<typeof releasesResponseSchema>;
