import {
  componentFile,
  componentNameProblem,
  ENVIRONMENTS_FILE,
  type FileProblem,
  MalformedFileError,
  parseComponent,
  parseEnvironments,
  readHelmReleaseLayer,
  readReleaseLayer,
  RELEASE_FILES,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { Change, GitMirror } from '../git/GitMirror';
import type { TreeFile } from '../git/GitObjects';
import type { IndexedComponent, IndexedOverlay, Snapshot } from './snapshot';

const OVERLAY_FILE = /^apps\/([^/]+)\/overlays\/([^/]+)\//;

/**
 * Reads a commit. A wrong file of one component is a problem of that component alone.
 *
 * @param previous - the snapshot to continue from, for what need not be worked out again
 * @throws `MalformedFileError` if `environments.yaml` is absent or wrong: nothing else has a meaning then
 */
export async function readSnapshot(
  mirror: GitMirror,
  commit: string,
  previous?: Snapshot,
): Promise<Snapshot> {
  const files = new Map(
    (await mirror.listFiles(commit)).map(file => [file.path, file]),
  );
  const overlays = overlayNames(files.keys());
  const texts = await readTexts(mirror, files, wantedPaths(files, overlays));
  const environments = parseEnvironments(textOf(texts, ENVIRONMENTS_FILE));
  const changes = await overlayChanges(mirror, commit, previous);
  const fileProblems: FileProblem[] = [];
  const attempt = <T>(read: () => T): T | FileProblem => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MalformedFileError)) {
        throw error;
      }
      fileProblems.push(error.problem);
      return error.problem;
    }
  };
  const components: Record<string, IndexedComponent> = {};
  for (const [name, directories] of overlays) {
    const file = componentFile(name);
    const component = attempt(() => {
      const parsed = parseComponent(textOf(texts, file), file);
      if (parsed.name !== name) {
        throw new MalformedFileError({
          file,
          reason: `name: is "${parsed.name}", but the directory is "${name}"`,
        });
      }
      return parsed;
    });
    components[name] = {
      ...('reason' in component ? {} : { component }),
      overlays: [...directories].sort().map((overlay): IndexedOverlay => {
        const path = `apps/${name}/overlays/${overlay}`;
        const style = 'reason' in component ? 'kustomize' : component.style;
        const release = `${path}/${RELEASE_FILES[style]}`;
        const read = style === 'helm' ? readHelmReleaseLayer : readReleaseLayer;
        const images = attempt(() =>
          files.has(release) ? read(textOf(texts, release), release) : [],
        );
        return {
          name: overlay,
          ...('reason' in images
            ? { images: [], problem: images }
            : { images }),
          ...changes.get(path),
        };
      }),
    };
  }
  return {
    commit,
    committedAt: await mirror.committedAt(commit),
    environments,
    components,
    fileProblems,
  };
}

/** Overlay directories by component; a component without any is there with none. */
function overlayNames(paths: Iterable<string>): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>();
  for (const path of paths) {
    const name = /^apps\/([^/]+)\//.exec(path)?.[1];
    if (name === undefined || componentNameProblem(name)) {
      continue;
    }
    const overlays = result.get(name) ?? new Set();
    result.set(name, overlays);
    const overlay = OVERLAY_FILE.exec(path)?.[2];
    if (overlay !== undefined) {
      overlays.add(overlay);
    }
  }
  return result;
}

function wantedPaths(
  files: ReadonlyMap<string, TreeFile>,
  overlays: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  return [
    ENVIRONMENTS_FILE,
    ...[...overlays].flatMap(([name, directories]) => [
      componentFile(name),
      ...[...directories].flatMap(overlay =>
        Object.values(RELEASE_FILES).map(
          file => `apps/${name}/overlays/${overlay}/${file}`,
        ),
      ),
    ]),
  ].filter(path => files.has(path));
}

type Texts = ReadonlyMap<string, string | MalformedFileError>;

async function readTexts(
  mirror: GitMirror,
  files: ReadonlyMap<string, TreeFile>,
  paths: readonly string[],
): Promise<Texts> {
  const texts = new Map<string, string | MalformedFileError>();
  const readable: TreeFile[] = [];
  for (const path of paths) {
    const file = files.get(path);
    if (!file) {
      continue;
    }
    if (!file.regular) {
      const reason = 'is a link; a plain file is needed';
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else if (file.size > YAML_LIMITS.maxLength) {
      const reason = `has ${file.size} bytes, at most ${YAML_LIMITS.maxLength} are read`;
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else {
      readable.push(file);
    }
  }
  const contents = await mirror.readBlobs(readable.map(file => file.oid));
  readable.forEach((file, index) => texts.set(file.path, contents[index]));
  return texts;
}

function textOf(texts: Texts, file: string): string {
  const text = texts.get(file);
  if (text === undefined) {
    throw new MalformedFileError({ file, reason: 'does not exist' });
  }
  if (text instanceof MalformedFileError) {
    throw text;
  }
  return text;
}

async function overlayChanges(
  mirror: GitMirror,
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
        changes.set(`apps/${name}/overlays/${overlay}`, {
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
