import {
  componentFile,
  type FileProblem,
  type GitOpsComponent,
  MalformedFileError,
  parseComponent,
  readHelmReleaseLayer,
  readReleaseLayer,
  RELEASE_FILES,
} from '@slipway/plugin-gitops-common';
import type { IndexedComponent } from './snapshot';
import { type Texts, textOf } from './textFiles';

/** What {@link parseIndexedComponent} works with. */
export interface ComponentFiles {
  name: string;
  /** Hash of its directory. */
  tree: string;
  /** Names of the directories of its overlays. */
  overlays: readonly string[];
  /** Its `component.yaml` and release layers, as far as they exist. */
  texts: Texts;
}

/** Paths of the files that {@link parseIndexedComponent} reads, if they exist. */
export function componentPaths(
  name: string,
  overlays: readonly string[],
): string[] {
  return [
    componentFile(name),
    ...overlays.flatMap(overlay =>
      Object.values(RELEASE_FILES).map(
        file => `${overlayPath(name, overlay)}/${file}`,
      ),
    ),
  ];
}

/** Path of the directory of an overlay. */
export function overlayPath(component: string, overlay: string): string {
  return `apps/${component}/overlays/${overlay}`;
}

/** Makes sense of the files of one component. A wrong file is a problem of what it says alone. */
export function parseIndexedComponent(files: ComponentFiles): IndexedComponent {
  const { name, tree, overlays, texts } = files;
  const problems: FileProblem[] = [];
  const attempt = <T>(
    read: () => T,
  ): { value: T } | { problem: FileProblem } => {
    try {
      return { value: read() };
    } catch (error) {
      if (!(error instanceof MalformedFileError)) {
        throw error;
      }
      problems.push(error.problem);
      return { problem: error.problem };
    }
  };
  const component = attempt(() => parseOwnFile(name, texts));
  const style = 'value' in component ? component.value.style : 'kustomize';
  const read = style === 'helm' ? readHelmReleaseLayer : readReleaseLayer;
  return {
    ...('value' in component && { component: component.value }),
    overlays: overlays.map(overlay => {
      const path = overlayPath(name, overlay);
      const release = `${path}/${RELEASE_FILES[style]}`;
      const images = attempt(() =>
        texts.has(release) ? read(textOf(texts, release), release) : [],
      );
      return {
        name: overlay,
        ...('value' in images
          ? { images: images.value }
          : { images: [], problem: images.problem }),
      };
    }),
    tree,
    ...(problems.length > 0 && { problems }),
  };
}

function parseOwnFile(name: string, texts: Texts): GitOpsComponent {
  const file = componentFile(name);
  const parsed = parseComponent(textOf(texts, file), file);
  if (parsed.name !== name) {
    throw new MalformedFileError({
      file,
      reason: `name: is "${parsed.name}", but the directory is "${name}"`,
    });
  }
  return parsed;
}
