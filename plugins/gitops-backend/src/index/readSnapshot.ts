import { isDeepStrictEqual } from 'node:util';
import {
  componentNameProblem,
  ENVIRONMENTS_FILE,
  type Environments,
  parseEnvironments,
} from '@slipway/plugin-gitops-common';
import type { Change, GitMirror } from '../git/GitMirror';
import {
  componentPaths,
  overlayPath,
  parseIndexedComponent,
} from './parseIndexedComponent';
import type { IndexedComponent, Snapshot } from './snapshot';
import { readTexts, textOf } from './textFiles';

const OVERLAY_FILE = /^apps\/([^/]+)\/overlays\/([^/]+)\//;

/** Components read at a time: bounds the arguments of git, and what holds up everybody else. */
const BATCH = 50;

/** What of the mirror a snapshot is read from. */
type Mirror = Pick<
  GitMirror,
  | 'listFiles'
  | 'listDirectory'
  | 'readBlobs'
  | 'overlayChanges'
  | 'isAncestor'
  | 'committedAt'
>;

/**
 * Reads a commit. A wrong file of one component is a problem of that component alone. What is as it was is the
 * very same object as in the previous snapshot, by which others tell what changed.
 *
 * @param previous - the snapshot to continue from, for what need not be worked out again
 * @throws `MalformedFileError` if `environments.yaml` is absent or wrong: nothing else has a meaning then
 */
export async function readSnapshot(
  mirror: Mirror,
  commit: string,
  previous?: Snapshot,
): Promise<Snapshot> {
  const environments = await readEnvironments(mirror, commit, previous);
  const trees = await componentTrees(mirror, commit);
  const changes = await overlayChanges(mirror, commit, previous);
  const components: Record<string, IndexedComponent> = {};
  const toRead: string[] = [];
  for (const [name, tree] of trees) {
    const before =
      previous && Object.hasOwn(previous.components, name)
        ? previous.components[name]
        : undefined;
    if (before?.tree === tree) {
      components[name] = withChanges(name, before, changes);
    } else {
      toRead.push(name);
    }
  }
  for (let start = 0; start < toRead.length; start += BATCH) {
    const names = toRead.slice(start, start + BATCH);
    for (const [name, read] of await readComponents(mirror, commit, names)) {
      components[name] = withChanges(
        name,
        parseIndexedComponent({ name, tree: trees.get(name) ?? '', ...read }),
        changes,
      );
    }
  }
  return {
    commit,
    committedAt: await mirror.committedAt(commit),
    environments,
    components: inOrder(trees.keys(), components),
    fileProblems: [...trees.keys()].flatMap(
      name => components[name]?.problems ?? [],
    ),
  };
}

async function readEnvironments(
  mirror: Mirror,
  commit: string,
  previous: Snapshot | undefined,
): Promise<Environments> {
  const files = await mirror.listFiles(commit, [ENVIRONMENTS_FILE]);
  const texts = await readTexts(mirror, files);
  const environments = parseEnvironments(textOf(texts, ENVIRONMENTS_FILE));
  return previous && isDeepStrictEqual(previous.environments, environments)
    ? previous.environments
    : environments;
}

/** Hashes of the directories of components, by name in alphabetical order. */
async function componentTrees(
  mirror: Mirror,
  commit: string,
): Promise<Map<string, string>> {
  const trees = new Map<string, string>();
  for (const { path, oid, regular } of await mirror.listDirectory(
    commit,
    'apps',
  )) {
    const name = path.slice('apps/'.length);
    if (!regular && !componentNameProblem(name)) {
      trees.set(name, oid);
    }
  }
  return trees;
}

async function readComponents(
  mirror: Mirror,
  commit: string,
  names: readonly string[],
) {
  const files = await mirror.listFiles(
    commit,
    names.map(name => `apps/${name}/`),
  );
  const overlays = new Map<string, Set<string>>();
  for (const { path } of files) {
    const [, name] = path.split('/');
    const found = overlays.get(name) ?? new Set();
    const overlay = OVERLAY_FILE.exec(path)?.[2];
    overlays.set(name, overlay === undefined ? found : found.add(overlay));
  }
  const sorted = [...overlays].map(
    ([name, found]) => [name, [...found].sort()] as const,
  );
  const wanted = new Set(
    sorted.flatMap(([name, found]) => componentPaths(name, found)),
  );
  const texts = await readTexts(
    mirror,
    files.filter(({ path }) => wanted.has(path)),
  );
  return sorted.map(
    ([name, found]) => [name, { overlays: found, texts }] as const,
  );
}

/** The component with newer changes; itself if there is none. */
function withChanges(
  name: string,
  component: IndexedComponent,
  changes: ReadonlyMap<string, Change>,
): IndexedComponent {
  let changed = false;
  const overlays = component.overlays.map(overlay => {
    const change = changes.get(overlayPath(name, overlay.name));
    if (!change || change.commit === overlay.commit) {
      return overlay;
    }
    changed = true;
    return { ...overlay, ...change };
  });
  return changed ? { ...component, overlays } : component;
}

/** The newest change of every overlay: of all if there is nothing to continue from, else of those that have newer. */
async function overlayChanges(
  mirror: Mirror,
  commit: string,
  previous: Snapshot | undefined,
): Promise<ReadonlyMap<string, Change>> {
  if (!previous || !(await mirror.isAncestor(previous.commit, commit))) {
    return mirror.overlayChanges(commit);
  }
  const changes = new Map<string, Change>();
  for (const [name, { overlays }] of Object.entries(previous.components)) {
    for (const { name: overlay, ...change } of overlays) {
      if (change.commit && change.committedAt && change.author !== undefined) {
        changes.set(overlayPath(name, overlay), {
          commit: change.commit,
          committedAt: change.committedAt,
          author: change.author,
        });
      }
    }
  }
  const newer = await mirror.overlayChanges(commit, previous.commit);
  newer.forEach((change, path) => changes.set(path, change));
  return changes;
}

function inOrder(
  names: Iterable<string>,
  components: Readonly<Record<string, IndexedComponent>>,
): Record<string, IndexedComponent> {
  return Object.fromEntries(
    [...names].flatMap(name =>
      Object.hasOwn(components, name) ? [[name, components[name]]] : [],
    ),
  );
}
