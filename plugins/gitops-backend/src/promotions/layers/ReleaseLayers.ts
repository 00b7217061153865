import { InputError } from '@backstage/errors';
import {
  applyRelease,
  livePartsOf,
  MalformedFileError,
  type Promotion,
  type PromotionPart,
  readReleaseImages,
  RELEASE_FILES,
  releaseVersion,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { GitMirror } from '../../git/GitMirror';
import type { GitOpsIndex } from '../../index/GitOpsIndex';

/** What a promotion does to one release layer. */
export interface LayerChange {
  overlay: string;
  path: string;
  before: string;
  after: string;
  /** What the layer names before. */
  from?: string;
}

/** Reads release layers of a commit, and writes releases into them. */
export class ReleaseLayers {
  readonly #mirror: Pick<GitMirror, 'listFiles' | 'readBlobs'>;
  readonly #index: Pick<GitOpsIndex, 'snapshot'>;

  constructor(options: {
    mirror: Pick<GitMirror, 'listFiles' | 'readBlobs'>;
    index: Pick<GitOpsIndex, 'snapshot'>;
  }) {
    this.#mirror = options.mirror;
    this.#index = options.index;
  }

  /**
   * What a promotion changes on top of a commit, in the order of its parts.
   *
   * @throws `InputError` or `MalformedFileError` if a layer cannot take its release
   */
  async changes(
    promotion: Pick<Promotion, 'parts'>,
    commit: string,
  ): Promise<LayerChange[]> {
    const parts = livePartsOf(promotion);
    const texts = await this.read(
      parts.map(part => this.#path(part)),
      commit,
    );
    return parts.map(part => {
      const path = this.#path(part);
      const before = texts.get(path) ?? '';
      const style = this.#style(part.component);
      const { component, to: version, images, overlay } = part;
      return {
        overlay,
        path,
        before,
        after: applyRelease(style, before, path, {
          component,
          version,
          images,
        }),
        from: releaseVersion(readReleaseImages(style, before, path)),
      };
    });
  }

  /** The release layers of overlays as a commit has them, by path. */
  async textsOf(
    parts: readonly PromotionPart[],
    commit: string,
  ): Promise<{ path: string; content: string }[]> {
    const paths = parts.map(part => this.#path(part));
    const texts = await this.read(paths, commit);
    return paths.map(path => ({ path, content: texts.get(path) ?? '' }));
  }

  /** @throws `InputError` for a file that is not there, or is no plain one */
  async read(
    paths: readonly string[],
    commit: string,
  ): Promise<Map<string, string>> {
    const wanted = new Set(paths);
    const files = (await this.#mirror.listFiles(commit)).filter(
      file =>
        wanted.has(file.path) &&
        file.regular &&
        file.size <= YAML_LIMITS.maxLength,
    );
    for (const { path } of files) {
      wanted.delete(path);
    }
    const [missing] = wanted;
    if (missing !== undefined) {
      throw new InputError(
        `${missing} is not a plain file of ${commit.slice(0, 7)}; add it to Git before a release is promoted`,
      );
    }
    const texts = await this.#mirror.readBlobs(files.map(({ oid }) => oid));
    return new Map(files.map(({ path }, at) => [path, texts[at]]));
  }

  #path({ component, overlay }: PromotionPart): string {
    return `${overlay}/${RELEASE_FILES[this.#style(component)]}`;
  }

  #style(component: string) {
    const components = this.#index.snapshot?.components ?? {};
    const found = Object.hasOwn(components, component)
      ? components[component].component
      : undefined;
    if (!found) {
      throw new InputError(
        `The GitOps repository has no readable apps/${component}/component.yaml; add it before a release is promoted`,
      );
    }
    return found.style;
  }
}

/** Whether what Git has, and not the forge or the network, stands against a release. */
export function isWrongInGit(error: unknown): error is Error {
  return error instanceof InputError || error instanceof MalformedFileError;
}
