import { z } from 'zod';
import { releaseArtefactSchema } from '../releases/releaseRecord';

const moment = z.iso.datetime({ offset: true });

/** What came of a change on one cluster. Several times are there if it failed and recovered, or the other way round. */
export const changeResultSchema = z.object({
  /** When it was first healthy. */
  healthyAt: moment.optional(),
  /** When it failed: first, unless that was over by itself too soon to be a failure ({@link SETTLING_MS}). */
  failedAt: moment.optional(),
  /** When it was healthy again, if it failed after it was healthy. */
  recoveredAt: moment.optional(),
  /** Why it failed. */
  message: z.string().optional(),
});

/** One change of one release layer: an entry of the version-change log. */
export const versionChangeSchema = z.object({
  /** Depends on commit and overlay only, so that reading a commit twice makes one entry. */
  id: z.string(),
  /** `deploy`: by hand or by a tool that says nothing about itself; `removal`: the layer is gone. */
  kind: z.enum(['deploy', 'promotion', 'rollback', 'removal']),
  component: z.string(),
  environment: z.string(),
  /** Path of the overlay. */
  overlay: z.string(),
  clusters: z.array(z.string()),
  from: z.string().optional(),
  to: z.string().optional(),
  /** What `to` consists of; empty for a removal. */
  images: z.array(releaseArtefactSchema),
  at: moment,
  /** Author of the commit. */
  by: z.string(),
  /** Who asked for it, as the commit says. */
  requestedBy: z.string().optional(),
  /** Commit of the GitOps repository. */
  commit: z.string(),
  pullRequest: z
    .object({ number: z.int().positive(), url: z.url() })
    .optional(),
  /** When the commit that the release was built from was made. */
  sourceCommittedAt: moment.optional(),
  /** By cluster; a cluster of which nothing is known yet is missing. */
  results: z.record(z.string(), changeResultSchema),
});

/** See {@link changeResultSchema}. */
export type ChangeResult = z.infer<typeof changeResultSchema>;
/** See {@link versionChangeSchema}. */
export type VersionChange = z.infer<typeof versionChangeSchema>;

/**
 * A failure that is over sooner, with no other change, needed nobody, and is none to DORA: as long as this Kubernetes
 * itself waits by default before it says that a Deployment does not progress. Milliseconds.
 */
export const SETTLING_MS = 10 * 60_000;

/** When a failure was over, as far as the change itself came to health; undefined if it was not, or there was none. */
export function recoveryOf({
  healthyAt,
  failedAt,
  recoveredAt,
}: ChangeResult): string | undefined {
  if (failedAt === undefined || recoveredAt !== undefined) {
    return recoveredAt;
  }
  return healthyAt !== undefined && Date.parse(healthyAt) > Date.parse(failedAt)
    ? healthyAt
    : undefined;
}

/** The change with what was seen of it on a cluster. The first time of each kind stays. */
export function withResult(
  change: VersionChange,
  cluster: string,
  seen: ChangeResult,
): VersionChange {
  return {
    ...change,
    results: {
      ...change.results,
      [cluster]: { ...seen, ...change.results[cluster] },
    },
  };
}

/**
 * The change as one line of JSON, for standard output and what collects it. The time comes first under the name
 * that collectors look for.
 */
export function versionChangeLine(change: VersionChange): string {
  const { at, ...rest } = versionChangeSchema.parse(change);
  return JSON.stringify({ time: at, event: 'version-change', ...rest });
}
