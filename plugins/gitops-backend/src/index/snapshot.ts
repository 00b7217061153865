import {
  environmentsSchema,
  fileProblemSchema,
  gitOpsComponentSchema,
  releaseImageSchema,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** One overlay as a commit has it. */
export const indexedOverlaySchema = z.object({
  /** Directory name. */
  name: z.string(),
  images: z.array(releaseImageSchema),
  /** Why its release layer could not be read; the images are then unknown, not none. */
  problem: fileProblemSchema.optional(),
  commit: z.string().optional(),
  committedAt: z.string().optional(),
  author: z.string().optional(),
});

/** One component as a commit has it. */
export const indexedComponentSchema = z.object({
  /** Undefined if its `component.yaml` is absent or wrong. */
  component: gitOpsComponentSchema.optional(),
  overlays: z.array(indexedOverlaySchema),
  /** Hash of its directory, by which it is known to be as it was; undefined if it is to be read again. */
  tree: z.string().optional(),
  /** Files of it that could not be read. */
  problems: z.array(fileProblemSchema).optional(),
});

/** Everything that is known of one commit of the GitOps repository. */
export const snapshotSchema = z.object({
  commit: z.string(),
  committedAt: z.string(),
  environments: environmentsSchema,
  components: z.record(z.string(), indexedComponentSchema),
  fileProblems: z.array(fileProblemSchema),
});

/** See {@link indexedOverlaySchema}. */
export type IndexedOverlay = z.infer<typeof indexedOverlaySchema>;
/** See {@link indexedComponentSchema}. */
export type IndexedComponent = z.infer<typeof indexedComponentSchema>;
/** See {@link snapshotSchema}. */
export type Snapshot = z.infer<typeof snapshotSchema>;
