import {
  MalformedFileError,
  type OverlayClaims,
  overlayName,
  type SideFinding,
} from '@slipway/plugin-gitops-common';
import type {
  JsonObject,
  JsonValue,
  RenderedManifests,
} from '@slipway/renderer';
import type { OverlayEntry, Repository } from '../repository/Repository';
import type { PlanTree } from '../trees/ObjectTree';
import { readTexts } from '../trees/readTexts';

const MAX_FILE_BYTES = 1024 * 1024;

/** What the policies of `policies/overlay` judge. */
export function overlayInput(
  entry: OverlayEntry,
  objects: RenderedManifests['objects'],
): JsonObject {
  return {
    path: entry.path,
    component: asJson(entry.component),
    environment: asJson(entry.environment),
    clusters: entry.clusters,
    overlay: overlayName(entry.overlay),
    objects: objects,
  };
}

/** What the policies of `policies/repository` judge. */
export function repositoryInput(options: {
  repository: Repository;
  claims: readonly OverlayClaims[];
  files: readonly JsonObject[];
  projects: readonly JsonObject[];
  baseProjects: readonly JsonObject[];
}): JsonObject {
  return {
    files: [...options.files],
    components: asJson(options.repository.components),
    projects: [...options.projects],
    base: { projects: [...options.baseProjects] },
    overlays: options.claims.map(({ overlay, clusters, hosts }) => ({
      component: overlay.component,
      environment: overlay.environment,
      overlay: overlayName(overlay),
      clusters: [...clusters],
      hosts: [...hosts],
    })),
  };
}

/**
 * The files that the policies of the repository read: all but those of components that the change
 * leaves alone, which are the bulk and were judged when they came.
 */
export async function policyFiles(
  tree: PlanTree,
  changed: readonly string[],
): Promise<{ files: JsonObject[]; findings: SideFinding[] }> {
  const components = new Set(changed.map(componentOf));
  const paths = [...tree.files.keys()].filter(path => {
    const component = componentOf(path);
    return component === undefined || components.has(component);
  });
  const files: JsonObject[] = [];
  const findings: SideFinding[] = [];
  for (const [path, text] of await readTexts(tree, paths, MAX_FILE_BYTES)) {
    if (text instanceof MalformedFileError) {
      findings.push({
        rule: 'unread-file',
        effect: 'deny',
        object: path,
        reason: `it ${text.problem.reason}`,
        fix: 'replace it by a plain file of at most 1 MiB, or keep it elsewhere',
      });
    } else {
      files.push({ path, text });
    }
  }
  return { files, findings };
}

function componentOf(path: string): string | undefined {
  return /^apps\/([^/]+)\//.exec(path)?.[1];
}

/** Drops what JSON has no word for, such as settings that are undefined. */
function asJson(value: unknown): JsonValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
