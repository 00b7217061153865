import type { OverlayStyle } from '../components/component';
import { type Overlay, overlayPath, releaseFile } from '../overlays/overlays';
import { readTrailers } from '../promotion/trailers';
import { readReleaseImages } from '../releases/applyRelease';
import { compareVersions } from '../releases/compareVersions';
import { type ReleaseImage, releaseVersion } from '../releases/release';
import {
  artefactsOf,
  type ReleaseArtefact,
  sameArtefacts,
} from '../releases/releaseRecord';
import { type FileProblem, MalformedFileError } from '../yaml/FileProblem';
import type { VersionChange } from './versionChange';

/** What is known of a commit of the GitOps repository. */
export interface CommitFacts {
  sha: string;
  /** When it came to the branch. */
  at: string;
  author: string;
  message: string;
  pullRequest?: VersionChange['pullRequest'];
}

/** What a commit did to one release layer. */
export interface LayerChange {
  overlay: Overlay;
  clusters: string[];
  style: OverlayStyle;
  /** Its text; undefined if it is not there on that side. */
  before?: string;
  after?: string;
}

/** What a commit changed in versions, and the layers that say nothing because they cannot be read. */
export interface CommitChanges {
  changes: VersionChange[];
  problems: FileProblem[];
}

/**
 * The changes of versions in a commit. A layer that says the same as before makes none, and one that cannot be read
 * hides nothing but itself.
 */
export function changesOfCommit(
  commit: CommitFacts,
  layers: readonly LayerChange[],
): CommitChanges {
  const changes: VersionChange[] = [];
  const problems: FileProblem[] = [];
  for (const layer of layers) {
    try {
      changes.push(...changeOf(commit, layer));
    } catch (error) {
      if (!(error instanceof MalformedFileError)) {
        throw error;
      }
      problems.push(error.problem);
    }
  }
  return { changes, problems };
}

function changeOf(commit: CommitFacts, layer: LayerChange): VersionChange[] {
  const { overlay, clusters } = layer;
  const [before, after] = [sideBefore(layer), sideOf(layer, 'after')];
  if (sameArtefacts(before.artefacts, after.artefacts)) {
    return [];
  }
  const { requestedBy } = readTrailers(commit.message);
  const path = overlayPath(overlay);
  return [
    {
      id: `${commit.sha}:${path}`,
      kind: kindOf(commit, before.version, after.version),
      component: overlay.component,
      environment: overlay.environment,
      overlay: path,
      clusters: [...clusters],
      ...(before.version !== undefined && { from: before.version }),
      ...(after.version !== undefined && { to: after.version }),
      images: after.artefacts,
      at: commit.at,
      by: commit.author,
      ...(requestedBy !== undefined && { requestedBy }),
      commit: commit.sha,
      ...(commit.pullRequest && { pullRequest: commit.pullRequest }),
      results: {},
    },
  ];
}

interface Side {
  version?: string;
  artefacts: ReleaseArtefact[];
}

/** What a layer said that could not be read was told of the commit that brought it; what mends it must not be lost. */
function sideBefore(layer: LayerChange): Side {
  try {
    return sideOf(layer, 'before');
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return { artefacts: [] };
    }
    throw error;
  }
}

function sideOf(
  { overlay, style, ...texts }: LayerChange,
  side: 'before' | 'after',
): Side {
  const text = texts[side];
  const images: ReleaseImage[] =
    text === undefined
      ? []
      : readReleaseImages(style, text, releaseFile(overlay, style));
  return { version: releaseVersion(images), artefacts: artefactsOf(images) };
}

function kindOf(
  { message }: CommitFacts,
  from: string | undefined,
  to: string | undefined,
): VersionChange['kind'] {
  if (to === undefined) {
    return 'removal';
  }
  const { kind } = readTrailers(message);
  if (kind !== undefined) {
    return kind === 'rollback' ? 'rollback' : 'promotion';
  }
  // A revert by hand says nothing about itself, but goes back all the same.
  return compareVersions(from, to) === 'downgrade' ? 'rollback' : 'deploy';
}
