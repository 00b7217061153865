import { z } from 'zod';

/** An image tag. */
export const tagSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, 'is not an image tag');
/** An image digest. */
export const digestSchema = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'is not a sha256 digest');

/** One image of a release, in the words of Kustomize's `images:`. */
export const releaseImageSchema = z.strictObject({
  name: z.string().min(1).max(255),
  newName: z.string().min(1).max(255).optional(),
  newTag: tagSchema.optional(),
  digest: digestSchema.optional(),
});

/** The content of a release layer: a Kustomize component that only sets images. */
export const releaseLayerSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1alpha1'),
  kind: z.literal('Component'),
  images: z.array(releaseImageSchema).max(50).default([]),
});

/** The content of a release layer in Helm: values that only set the image. */
export const helmReleaseLayerSchema = z.strictObject({
  image: z.strictObject({
    repository: z.string().min(1).max(255),
    tag: tagSchema,
    digest: z.union([z.literal(''), digestSchema]).optional(),
  }),
});

/** See {@link releaseImageSchema}. */
export type ReleaseImage = z.infer<typeof releaseImageSchema>;

/** The version that people know a release by: its tag, else the start of its digest. */
export function releaseVersion(
  images: readonly ReleaseImage[],
): string | undefined {
  const versions = new Set(
    images.flatMap(({ newTag, digest }) =>
      (newTag ?? digest) ? [newTag ?? shortDigest(digest ?? '')] : [],
    ),
  );
  return versions.size > 0 ? [...versions].sort().join(', ') : undefined;
}

function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/**
 * Whether a running image is the one a release names.
 *
 * @param running - as a Pod's specification has it, such as `ghcr.io/acme/shop:1.4.2`
 * @returns undefined if it is another image altogether, so that nothing can be said
 */
export function runsReleaseImage(
  running: string,
  image: ReleaseImage,
): boolean | undefined {
  const reference = parseImage(running);
  if (reference.name !== (image.newName ?? image.name)) {
    return undefined;
  }
  if (image.digest !== undefined) {
    return reference.digest === image.digest;
  }
  return image.newTag === undefined || reference.tag === image.newTag;
}

/** An image reference in its parts. */
export interface ImageReference {
  name: string;
  tag?: string;
  digest?: string;
}

/** Splits an image reference; a port in the registry's host is not mistaken for a tag. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const rest = at < 0 ? image : image.slice(0, at);
  const colon = rest.lastIndexOf(':');
  return colon > rest.lastIndexOf('/')
    ? { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest }
    : { name: rest, tag: undefined, digest };
}
