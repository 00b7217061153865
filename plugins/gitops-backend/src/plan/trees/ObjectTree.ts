import { createHash } from 'node:crypto';
import type { FileTree } from '@slipway/renderer';
import type { GitObjects } from '../../git/GitObjects';

/** What is known of a file without reading it. */
export type FileEntry =
  FileTree['files'] extends ReadonlyMap<string, infer Entry> ? Entry : never;

/** A tree of files that a plan is made from. */
export interface PlanTree extends FileTree {
  /** Changes with every path and every content. */
  readonly digest: string;
}

/** The files of a commit, or of a tree, in a repository on disk. */
export class ObjectTree implements PlanTree {
  readonly files: ReadonlyMap<string, FileEntry>;
  readonly digest: string;
  readonly #objects: GitObjects;
  readonly #sizes: ReadonlyMap<string, number>;

  /** Lists a tree; contents are read when they are needed. */
  static async load(objects: GitObjects, tree: string): Promise<ObjectTree> {
    const files = new Map(
      (await objects.listFiles(tree)).map(({ path, ...entry }) => [
        path,
        entry,
      ]),
    );
    return new ObjectTree(objects, files);
  }

  private constructor(
    objects: GitObjects,
    files: ReadonlyMap<string, FileEntry>,
  ) {
    this.#objects = objects;
    this.files = files;
    this.digest = digestOf(files);
    this.#sizes = new Map(
      [...files.values()].map(({ oid, size }) => [oid, size]),
    );
  }

  async read(oids: readonly string[]): Promise<readonly string[]> {
    return this.#objects.blobs.read(
      oids.map(oid => ({ oid, size: this.#sizes.get(oid) ?? 0 })),
    );
  }
}

/** What a tree is, whether or not it was ever committed. */
export function digestOf(files: ReadonlyMap<string, FileEntry>): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].sort()) {
    const entry = files.get(path);
    hash.update(`${path}\0${entry?.oid}\0${entry?.regular}\0`);
  }
  return hash.digest('hex');
}

/** Paths at which two trees differ, in order. */
export function changedPaths(base: PlanTree, head: PlanTree): string[] {
  const changed = new Set<string>();
  for (const [path, entry] of base.files) {
    const other = head.files.get(path);
    if (other?.oid !== entry.oid || other.regular !== entry.regular) {
      changed.add(path);
    }
  }
  for (const path of head.files.keys()) {
    if (!base.files.has(path)) {
      changed.add(path);
    }
  }
  return [...changed].sort();
}
