import { z } from 'zod';
import { componentNameSchema, repositorySlugSchema } from '../names';
import {
  digestSchema,
  type ReleaseImage,
  releaseImageSchema,
  tagSchema,
} from './release';

const moment = z.iso.datetime({ offset: true });
const commit = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit');
const webUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/** What people know a release by, on one line. */
export const versionSchema = z
  .string()
  .max(300)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'is not a version');

/**
 * One artefact of a release: an image at a tag, a digest, or a tag that meant a digest. People write release layers
 * too, so its name is whatever they may write there.
 */
export const releaseArtefactSchema = z
  .strictObject({
    name: releaseImageSchema.shape.name,
    tag: tagSchema.optional(),
    digest: digestSchema.optional(),
  })
  .refine(({ tag, digest }) => tag !== undefined || digest !== undefined, {
    message: 'needs a tag or a digest',
  });

/** An image by its full name, as CI reports it. */
const imageNameSchema = z
  .string()
  .max(255)
  .regex(
    /^[a-z0-9][a-z0-9._-]*(:[0-9]{1,5}(?=\/))?(\/[a-z0-9][a-z0-9._-]*)*$/,
    'is not the name of an image',
  );

/** What a release consists of: enough to write it into a release layer. */
export const releaseContentSchema = z.strictObject({
  component: componentNameSchema,
  version: versionSchema,
  images: z.array(releaseArtefactSchema).min(1).max(50),
});

/** A release of a component: what it consists of, and where it comes from. It never changes. */
export const releaseSchema = releaseContentSchema.extend({
  version: tagSchema,
  images: z
    .array(releaseArtefactSchema.safeExtend({ name: imageNameSchema }))
    .min(1)
    .max(50),
  /** What it was built from. */
  source: z.strictObject({
    repository: repositorySlugSchema,
    commit,
    ref: z.string().max(255).optional(),
    /** When the commit was made, which is where its lead time begins. */
    committedAt: moment.optional(),
  }),
  /** The run of the workflow that built it. */
  workflowRunUrl: webUrl.optional(),
  notesUrl: webUrl.optional(),
  createdAt: moment,
  /** Who reported it: the subject of the workflow's token, or an entity reference. */
  reportedBy: z.string().min(1).max(500),
});

/** What the workflow that made a release says about it; who it is says its token. */
export const releaseReportSchema = z.strictObject({
  component: componentNameSchema,
  version: tagSchema,
  commit,
  committedAt: moment.optional(),
  images: z
    .array(
      z.strictObject({
        name: imageNameSchema,
        digest: digestSchema.optional(),
      }),
    )
    .min(1)
    .max(50),
  notesUrl: webUrl.optional(),
});

/** See {@link releaseArtefactSchema}. */
export type ReleaseArtefact = z.infer<typeof releaseArtefactSchema>;
/** See {@link releaseContentSchema}. */
export type ReleaseContent = z.infer<typeof releaseContentSchema>;
/** See {@link releaseSchema}. */
export type Release = z.infer<typeof releaseSchema>;
/** See {@link releaseReportSchema}. */
export type ReleaseReport = z.infer<typeof releaseReportSchema>;

/** The artefacts that a release layer names. An image without any revision is none. */
export function artefactsOf(
  images: readonly ReleaseImage[],
): ReleaseArtefact[] {
  return images.flatMap(({ name, newName, newTag, digest }) =>
    (newTag ?? digest)
      ? [
          {
            name: newName ?? name,
            ...(newTag !== undefined && { tag: newTag }),
            ...(digest !== undefined && { digest }),
          },
        ]
      : [],
  );
}

/** Whether two releases consist of the same, whatever the order. */
export function sameArtefacts(
  one: readonly ReleaseArtefact[],
  other: readonly ReleaseArtefact[],
): boolean {
  const key = (images: readonly ReleaseArtefact[]) =>
    images
      .map(({ name, tag = '', digest = '' }) => `${name}:${tag}@${digest}`)
      .sort()
      .join();
  return key(one) === key(other);
}
