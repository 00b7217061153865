import { InputError } from '@backstage/errors';
import type { OverlayStyle } from '../components/component';
import { writeHelmReleaseLayer } from './helmReleaseLayer';
import type { ReleaseImage } from './release';
import {
  readHelmReleaseLayer,
  readReleaseLayer,
  writeReleaseLayer,
} from './releaseLayer';
import {
  type ReleaseArtefact,
  type ReleaseContent,
  releaseContentSchema,
} from './releaseRecord';

/** Reads a release layer of either style. */
export function readReleaseImages(
  style: OverlayStyle,
  text: string,
  file: string,
): ReleaseImage[] {
  return style === 'helm'
    ? readHelmReleaseLayer(text, file)
    : readReleaseLayer(text, file);
}

/**
 * Writes a release into a release layer of either style. Comments stay, and so do images that the release does
 * not name; the text comes back unchanged if it says all of this already.
 *
 * @throws `MalformedFileError` if the present text is no release layer
 * @throws `InputError` if the release is none, or has no image that the layer names
 */
export function applyRelease(
  style: OverlayStyle,
  text: string,
  file: string,
  release: ReleaseContent,
): string {
  const { component, version, images } = contentOf(release);
  const present = readReleaseImages(style, text, file);
  const known = images.filter(image => present.some(named(image)));
  if (known.length === 0 && (present.length > 0 || style === 'helm')) {
    throw new InputError(
      `Release ${version} of ${component} has no image that ${file} names: ${present
        .map(({ name, newName }) => newName ?? name)
        .join(', ')}`,
    );
  }
  return style === 'helm'
    ? writeHelmReleaseLayer(text, file, known[0])
    : writeReleaseLayer(
        text,
        file,
        images.map(image => inLayer(image, present)),
      );
}

/** A release has more to it than what goes into a layer. */
function contentOf({ component, version, images }: ReleaseContent) {
  const parsed = releaseContentSchema.safeParse({ component, version, images });
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(
      `A release of ${component} cannot be written: ${path.join('.')} ${message}`,
      parsed.error,
    );
  }
  return parsed.data;
}

function named({ name }: ReleaseArtefact) {
  return (image: ReleaseImage) => (image.newName ?? image.name) === name;
}

/** The manifests may know an image by a short name, which the layer replaces. */
function inLayer(
  image: ReleaseArtefact,
  present: readonly ReleaseImage[],
): ReleaseImage {
  const known = present.find(named(image));
  return {
    name: known?.name ?? image.name,
    ...(known?.newName !== undefined && { newName: known.newName }),
    ...(image.tag !== undefined && { newTag: image.tag }),
    ...(image.digest !== undefined && { digest: image.digest }),
  };
}
