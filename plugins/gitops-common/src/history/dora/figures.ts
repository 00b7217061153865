import { z } from 'zod';

const count = z.int().min(0);
const milliseconds = z.number().min(0);

/** DORA's four figures over a time. A figure that nothing was measured for is absent, not nought. */
export const doraFiguresSchema = z.object({
  deploymentFrequency: z.object({ deployments: count, perDay: z.number() }),
  leadTime: z.object({
    medianMs: milliseconds.optional(),
    /** Deployments whose source commit and health are known. */
    measured: count,
  }),
  changeFailureRate: z.object({
    failed: count,
    deployments: count,
    /** From 0 to 1. */
    rate: z.number().min(0).max(1).optional(),
  }),
  timeToRestore: z.object({
    medianMs: milliseconds.optional(),
    restored: count,
    /** Failures that are not over. */
    open: count,
  }),
});

/** See {@link doraFiguresSchema}. */
export type DoraFigures = z.infer<typeof doraFiguresSchema>;

/** What a figure means to DORA, and how it is measured here. */
export interface DoraDefinition {
  title: string;
  meaning: string;
  measured: string;
  source: string;
}

const source = 'https://dora.dev/guides/dora-metrics/';

/** The definitions that pages and documentation show beside the figures. */
export const DORA_DEFINITIONS: Readonly<
  Record<keyof DoraFigures, DoraDefinition>
> = {
  deploymentFrequency: {
    title: 'Deployment frequency',
    meaning: 'How often changes reach production.',
    measured:
      'Changes of release layers that bring another release, for each day. Rollbacks and removals bring nothing new and are not counted.',
    source,
  },
  leadTime: {
    title: 'Lead time for changes',
    meaning: 'How long a change takes from its commit to production.',
    measured:
      'From the commit that the release was built from until the release is healthy on every cluster; the median.',
    source,
  },
  changeFailureRate: {
    title: 'Change failure rate',
    meaning:
      'The share of deployments that need somebody to step in at once, by a rollback or a hotfix.',
    measured:
      'Deployments that failed on a cluster until somebody stepped in – by a rollback or another change of the release – or for ten minutes or longer, of all deployments. A failure that is over sooner by itself is none, nor one that is younger.',
    source,
  },
  timeToRestore: {
    title: 'Time to restore',
    meaning:
      'How long it takes to recover from a failed deployment; DORA calls it failed deployment recovery time.',
    measured:
      'From such a failure, or from the deployment if only a rollback tells of one, until every cluster that failed is healthy again; the median.',
    source,
  },
};
