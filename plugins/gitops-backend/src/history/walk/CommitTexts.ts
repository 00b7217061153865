import {
  type Environments,
  ENVIRONMENTS_FILE,
  MalformedFileError,
  parseEnvironments,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { GitBatch, GitObject } from './GitBatch';
import type { TouchedLayer, TouchingCommit } from './LayerWalk';
import { namesInTree } from './parseCommit';

/** A commit with its message, a directory of overlays. Bytes. */
const MAX_OBJECT = 1024 * 1024;

/** Everything that the changes of some commits are read from, by few processes. */
export class CommitTexts {
  readonly #objects: ReadonlyMap<string, GitObject | undefined>;
  readonly #contents: ReadonlyMap<string, Buffer>;
  readonly #environments = new Map<string, Environments | undefined>();

  static async load(
    git: GitBatch,
    commits: readonly TouchingCommit[],
  ): Promise<CommitTexts> {
    const names = new Set<string>();
    for (const commit of commits) {
      names
        .add(commit.sha)
        .add(mergedInto(commit.sha))
        .add(environmentsAt(commit.sha));
      for (const layer of commit.layers) {
        names.add(overlaysAt(commit, layer));
        for (const oid of [layer.before, layer.after]) {
          if (oid !== undefined) {
            names.add(oid);
          }
        }
      }
    }
    const list = [...names];
    const found = await git.find(list);
    return new CommitTexts(
      new Map(list.map((name, index) => [name, found[index]])),
      await git.read(found, MAX_OBJECT),
    );
  }

  private constructor(
    objects: ReadonlyMap<string, GitObject | undefined>,
    contents: ReadonlyMap<string, Buffer>,
  ) {
    this.#objects = objects;
    this.#contents = contents;
  }

  /** A commit object; undefined if it is too large. */
  commit(sha: string): string | undefined {
    return this.#content(sha)?.toString('utf8');
  }

  /** The commit object that a merge brought; undefined if the commit is no merge. */
  merged(sha: string): string | undefined {
    return this.#content(mergedInto(sha))?.toString('utf8');
  }

  /** The text of a release layer; null if it is too large. */
  layer(oid: string | undefined): string | undefined | null {
    if (oid === undefined) {
      return undefined;
    }
    const text = this.#content(oid)?.toString('utf8');
    return text === undefined || text.length > YAML_LIMITS.maxLength
      ? null
      : text;
  }

  /** Names of the overlays beside a layer, on the side of the commit that has it. */
  overlays(
    commit: Omit<TouchingCommit, 'layers'>,
    layer: TouchedLayer,
  ): string[] {
    const name = overlaysAt(commit, layer);
    const object = this.#objects.get(name);
    const tree = this.#content(name);
    return object?.type === 'tree' && tree
      ? namesInTree(tree, object.oid.length / 2)
      : [];
  }

  /** The environments of a commit; undefined if they cannot be read. */
  environments(sha: string): Environments | undefined {
    const name = environmentsAt(sha);
    const oid = this.#objects.get(name)?.oid;
    if (oid === undefined) {
      return undefined;
    }
    // Most commits have the same.
    if (!this.#environments.has(oid)) {
      const text = this.#content(name)?.toString('utf8');
      this.#environments.set(oid, text === undefined ? text : tolerant(text));
    }
    return this.#environments.get(oid);
  }

  #content(name: string): Buffer | undefined {
    const oid = this.#objects.get(name)?.oid;
    return oid === undefined ? undefined : this.#contents.get(oid);
  }
}

/** A commit that breaks the file is the index's to tell of; the log goes on with what was there before. */
function tolerant(text: string): Environments | undefined {
  try {
    return parseEnvironments(text);
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return undefined;
    }
    throw error;
  }
}

function mergedInto(sha: string): string {
  return `${sha}^2`;
}

function environmentsAt(sha: string): string {
  return `${sha}:${ENVIRONMENTS_FILE}`;
}

function overlaysAt(
  { sha, base }: Omit<TouchingCommit, 'layers'>,
  { component, after }: TouchedLayer,
): string {
  return `${after === undefined ? base : sha}:apps/${component}/overlays`;
}
