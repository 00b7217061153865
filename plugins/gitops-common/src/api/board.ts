import { z } from 'zod';
import { cellStateSchema, indexStatusSchema } from '../delivery/delivery';
import { environmentNameSchema } from '../names';

/** Query of `GET /board`. Lists are separated by commas. */
export const boardQuerySchema = z.object({
  /** References of Groups or Users of the catalog. */
  owner: z.string().max(1_000).optional(),
  /** Reference of a System. */
  system: z.string().max(300).optional(),
  environment: z.string().max(500).optional(),
  cluster: z.string().max(500).optional(),
  state: z.string().max(200).optional(),
  /** Part of a component's name. */
  text: z.string().max(100).optional(),
  sort: z.enum(['problems', 'name', 'changed']).default('problems'),
  limit: z.coerce.number().int().min(1).max(2_000).default(100),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** One environment of a component: its cells as a list, the worst state first in words. */
export const boardCellSchema = z.object({
  environment: environmentNameSchema,
  /** The gravest of its clusters. */
  state: cellStateSchema,
  /** What Git wants; several where clusters have overlays of their own that differ. */
  versions: z.array(z.string()),
  /** When Git last came to want it. */
  changedAt: z.iso.datetime({ offset: true }).optional(),
  clusters: z.array(
    z.object({
      cluster: z.string(),
      state: cellStateSchema,
      message: z.string().optional(),
      version: z.string().optional(),
    }),
  ),
});

/** One component. */
export const boardRowSchema = z.object({
  component: z.string(),
  /** Reference of its entity in the catalog. */
  entityRef: z.string(),
  owner: z.string().optional(),
  system: z.string().optional(),
  /** The gravest of its environments. */
  state: cellStateSchema,
  /** In order of promotion; an environment that it has no overlay for and that has no Application is left out. */
  cells: z.array(boardCellSchema),
});

/** Reply of `GET /board`. Components that the reader does not see are not in it, nor counted. */
export const boardResponseSchema = z.object({
  environments: z.array(
    z.object({ name: z.string(), title: z.string().optional() }),
  ),
  clusters: z.array(
    z.object({ name: z.string(), title: z.string().optional() }),
  ),
  rows: z.array(boardRowSchema),
  /** Rows that the filter leaves, on all pages. */
  total: z.int().min(0),
  /** Cells by state of all rows that the filter leaves, apart from the filter by state. */
  states: z.partialRecord(cellStateSchema, z.int().min(0)),
  index: indexStatusSchema,
});

/** See {@link boardQuerySchema}. */
export type BoardQuery = z.infer<typeof boardQuerySchema>;
/** See {@link boardCellSchema}. */
export type BoardCell = z.infer<typeof boardCellSchema>;
/** See {@link boardRowSchema}. */
export type BoardRow = z.infer<typeof boardRowSchema>;
/** See {@link boardResponseSchema}. */
export type BoardResponse = z.infer<typeof boardResponseSchema>;
