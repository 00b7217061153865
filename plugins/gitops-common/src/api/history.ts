import { z } from 'zod';
import { doraFiguresSchema } from '../history/dora/figures';
import { versionChangeSchema } from '../history/versionChange';
import { componentNameSchema, environmentNameSchema } from '../names';

const moment = z.iso.datetime({ offset: true });

/** What `GET /changes` and `GET /changes/figures` choose from the log. */
export const changesFilterSchema = z.object({
  component: componentNameSchema.optional(),
  environment: environmentNameSchema.optional(),
  cluster: environmentNameSchema.optional(),
  /** References of Groups or Users of the catalog, as in `group:default/checkout`, separated by commas. */
  owner: z.string().max(1_000).optional(),
  kind: versionChangeSchema.shape.kind.optional(),
  /** Moments with their offset from UTC; the time holds its beginning and not its end. */
  from: moment.optional(),
  until: moment.optional(),
});

/** Query of `GET /changes`, the newest first. */
export const changesQuerySchema = changesFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the page before. */
  cursor: z.string().max(400).optional(),
});

/** Reply of `GET /changes`. Changes of components that the reader does not see are left out. */
export const changesResponseSchema = z.object({
  changes: z.array(versionChangeSchema),
  next: z.string().optional(),
});

/** Query of `GET /changes/figures`. What went wrong needs changes of every kind, so that none is chosen. */
export const figuresQuerySchema = changesFilterSchema
  .omit({ kind: true })
  .extend({
    /** Length of the bars; by default days for up to 31 of them, else weeks. */
    period: z.enum(['day', 'week']).optional(),
  });

/** Reply of `GET /changes/figures`: the whole time, and its days or weeks for bars, the oldest first. */
export const figuresResponseSchema = z.object({
  from: moment,
  until: moment,
  figures: doraFiguresSchema,
  periods: z.array(
    z.object({ from: moment, until: moment, figures: doraFiguresSchema }),
  ),
});

/** Query of `GET /comparison`. */
export const comparisonQuerySchema = z.object({
  source: environmentNameSchema,
  target: environmentNameSchema,
  component: componentNameSchema.optional(),
  /** As in {@link changesFilterSchema}. */
  owner: z.string().max(1_000).optional(),
});

/** Reply of `GET /comparison`: see `EnvironmentComparison`. */
export const comparisonResponseSchema = z.object({
  source: environmentNameSchema,
  target: environmentNameSchema,
  differences: z.array(
    z.object({
      component: z.string(),
      overlay: z.string(),
      clusters: z.array(z.string()),
      from: z.string().optional(),
      to: z.string(),
      step: z.string(),
      images: versionChangeSchema.shape.images,
      /** Page that shows the source's commits between both releases, if both were reported. */
      compareUrl: z.url().optional(),
    }),
  ),
  same: z.array(z.string()),
  missingInTarget: z.array(z.string()),
  missingInSource: z.array(z.string()),
  ambiguous: z.array(z.string()),
});

/** See {@link changesFilterSchema}. */
export type ChangesFilter = z.infer<typeof changesFilterSchema>;
/** See {@link changesQuerySchema}. */
export type ChangesQuery = z.infer<typeof changesQuerySchema>;
/** See {@link figuresQuerySchema}. */
export type FiguresQuery = z.infer<typeof figuresQuerySchema>;
/** See {@link changesResponseSchema}. */
export type ChangesResponse = z.infer<typeof changesResponseSchema>;
/** See {@link figuresResponseSchema}. */
export type FiguresResponse = z.infer<typeof figuresResponseSchema>;
/** See {@link comparisonResponseSchema}. */
export type ComparisonResponse = z.infer<typeof comparisonResponseSchema>;
