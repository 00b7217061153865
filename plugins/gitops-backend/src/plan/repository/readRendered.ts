import {
  MalformedFileError,
  readHelmReleaseLayer,
  readReleaseLayer,
  releaseFile,
  releaseVersion,
  type RenderedOverlay,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { Rendered } from '../render/OverlayRenderer';
import type { PlanTree } from '../trees/ObjectTree';
import { readTexts, type Texts, textOf } from '../trees/readTexts';
import type { OverlayEntry } from './Repository';

/** Puts together what a plan compares of each overlay, by path; what policies say comes later. */
export async function readRendered(
  tree: PlanTree,
  entries: readonly OverlayEntry[],
  rendered: ReadonlyMap<string, Rendered>,
): Promise<Map<string, RenderedOverlay>> {
  const texts = await readTexts(
    tree,
    entries.map(releaseFileOf),
    YAML_LIMITS.maxLength,
  );
  return new Map(
    entries.map(entry => {
      const { objects = [], summary, problem } = rendered.get(entry.path) ?? {};
      return [
        entry.path,
        {
          overlay: entry.overlay,
          application: entry.application,
          clusters: entry.clusters,
          sync: entry.environment.sync,
          version: versionOf(entry, texts),
          objects,
          findings: [],
          problem,
          reads: summary?.reads.map(([path]) => path),
        },
      ];
    }),
  );
}

function releaseFileOf({ overlay, component }: OverlayEntry): string {
  return releaseFile(overlay, component?.style ?? 'kustomize');
}

/** A release layer that is wrong has no version; rendering says what is wrong with it. */
function versionOf(entry: OverlayEntry, texts: Texts): string | undefined {
  const file = releaseFileOf(entry);
  const read =
    entry.component?.style === 'helm' ? readHelmReleaseLayer : readReleaseLayer;
  try {
    return releaseVersion(read(textOf(texts, file), file));
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return undefined;
    }
    throw error;
  }
}
