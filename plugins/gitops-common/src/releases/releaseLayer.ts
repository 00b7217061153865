import { isMap, isSeq, type YAMLMap } from 'yaml';
import { parseYaml, validateYaml } from '../yaml/parseYaml';
import {
  helmReleaseLayerSchema,
  type ReleaseImage,
  releaseImageSchema,
  releaseLayerSchema,
} from './release';

/**
 * Reads a release layer in Kustomize.
 *
 * @throws `MalformedFileError` with file, line and reason
 */
export function readReleaseLayer(text: string, file: string): ReleaseImage[] {
  return validateYaml(parseYaml(file, text), releaseLayerSchema).images;
}

/**
 * Reads a release layer in Helm, which names one image.
 *
 * @throws `MalformedFileError` with file, line and reason
 */
export function readHelmReleaseLayer(
  text: string,
  file: string,
): ReleaseImage[] {
  const { image } = validateYaml(parseYaml(file, text), helmReleaseLayerSchema);
  return [
    {
      name: image.repository,
      newTag: image.tag,
      // The chart's own word for none is the empty string.
      ...(image.digest && { digest: image.digest }),
    },
  ];
}

/**
 * Puts images into a release layer in Kustomize: an image it has gets the new revision, one it lacks is added,
 * others and all comments stay. The text comes back unchanged if it says all of this already.
 *
 * @throws `MalformedFileError` if the present text is no release layer
 */
export function writeReleaseLayer(
  text: string,
  file: string,
  images: readonly ReleaseImage[],
): string {
  const yaml = parseYaml(file, text);
  const present = validateYaml(yaml, releaseLayerSchema).images;
  const wanted = images.map(image => releaseImageSchema.parse(image));
  if (wanted.every(image => present.some(one => sameImage(one, image)))) {
    return text;
  }
  const { document } = yaml;
  if (!isSeq(document.get('images', true))) {
    document.set('images', document.createNode([]));
  }
  for (const image of wanted) {
    const index = present.findIndex(one => one.name === image.name);
    const node = document.getIn(['images', index], true);
    if (isMap(node)) {
      updateImage(node, image);
    } else {
      document.addIn(['images'], document.createNode(withoutUnset(image)));
    }
  }
  return document.toString();
}

function updateImage(node: YAMLMap, image: ReleaseImage) {
  for (const key of ['newName', 'newTag', 'digest'] as const) {
    if (image[key] === undefined) {
      node.delete(key);
    } else {
      node.set(key, image[key]);
    }
  }
}

function sameImage(one: ReleaseImage, other: ReleaseImage): boolean {
  return (
    one.name === other.name &&
    one.newName === other.newName &&
    one.newTag === other.newTag &&
    one.digest === other.digest
  );
}

function withoutUnset(image: ReleaseImage): Partial<ReleaseImage> {
  return Object.fromEntries(
    Object.entries(image).filter(([, value]) => value !== undefined),
  );
}
