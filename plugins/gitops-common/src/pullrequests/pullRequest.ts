import { z } from 'zod';

/** A pull request of the GitOps repository, as a list shows it. Times are ISO 8601. */
export const pullRequestSummarySchema = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  url: z.url(),
  state: z.enum(['open', 'closed', 'merged']),
  draft: z.boolean(),
  author: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The branch that holds the change, and its newest commit. */
  branch: z.string(),
  commit: z.string(),
  /** Components whose files it changes; empty if it changes none, or if that is not known yet. */
  components: z.array(z.string()),
  /** Environments whose overlays it changes. */
  environments: z.array(z.string()),
});

/** See {@link pullRequestSummarySchema}. */
export type PullRequestSummary = z.infer<typeof pullRequestSummarySchema>;
