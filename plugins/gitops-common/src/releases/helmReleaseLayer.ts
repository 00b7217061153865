import { InputError } from '@backstage/errors';
import { type Document, isScalar, Scalar } from 'yaml';
import { parseYaml, validateYaml } from '../yaml/parseYaml';
import { helmReleaseLayerSchema } from './release';
import type { ReleaseArtefact } from './releaseRecord';

/**
 * Puts an image into a release layer in Helm. Comments stay, and the text comes back unchanged if it names this
 * image already. A layer names one image, so it gets no other: which one runs is not a machine's to decide.
 *
 * @throws `MalformedFileError` if the present text is no release layer
 * @throws `InputError` if the image is another one, or has no tag, which the chart needs
 */
export function writeHelmReleaseLayer(
  text: string,
  file: string,
  { name, tag, digest }: ReleaseArtefact,
): string {
  const yaml = parseYaml(file, text);
  const present = validateYaml(yaml, helmReleaseLayerSchema).image;
  if (name !== present.repository) {
    throw new InputError(
      `${file} runs ${present.repository}, not ${name}; change image.repository in Git by hand`,
    );
  }
  const wanted = helmReleaseLayerSchema.safeParse({
    image: { repository: name, tag, digest },
  });
  if (!wanted.success) {
    throw new InputError(
      `${name} cannot go into ${file}: a release in Helm has a tag, and may have a digest`,
      wanted.error,
    );
  }
  if (present.tag === tag && (present.digest || undefined) === digest) {
    return text;
  }
  const { document } = yaml;
  // Helm reads YAML 1.1, to which a tag such as 1_000 is a number unless it is quoted.
  setText(document, 'tag', wanted.data.image.tag, Scalar.QUOTE_DOUBLE);
  if (digest !== undefined) {
    setText(document, 'digest', digest, Scalar.PLAIN);
  } else {
    document.deleteIn(['image', 'digest']);
  }
  return document.toString({ lineWidth: 0 });
}

/** Keeps the quotes that are there. */
function setText(
  document: Document,
  key: string,
  value: string,
  type: Scalar.Type,
) {
  const present = document.getIn(['image', key], true);
  const scalar = isScalar(present) ? present : new Scalar(value);
  scalar.value = value;
  if (scalar.type === undefined || scalar.type === Scalar.PLAIN) {
    scalar.type = type;
  }
  document.setIn(['image', key], scalar);
}
