import { createHash } from 'node:crypto';
import type { FileTree, TreeFile } from '../types';

const indexes = new WeakMap<FileTree, TreeIndex>();

/** Answers questions about a tree that a map of its files cannot answer quickly. */
export class TreeIndex {
  readonly tree: FileTree;
  readonly paths: readonly string[];
  readonly #states = new Map<string, string | undefined>();
  #digest?: string;

  /** The index of a tree, made once. */
  static of(tree: FileTree): TreeIndex {
    const known = indexes.get(tree);
    if (known) return known;
    const index = new TreeIndex(tree);
    indexes.set(tree, index);
    return index;
  }

  private constructor(tree: FileTree) {
    this.tree = tree;
    this.paths = [...tree.files.keys()].sort();
  }

  /** Equal for trees with equal files. */
  get digest(): string {
    if (this.#digest === undefined) {
      const described = this.paths.map(
        path => `${path}\0${describe(this.tree.files.get(path))}\0`,
      );
      this.#digest = createHash('sha256')
        .update(described.join(''))
        .digest('hex');
    }
    return this.#digest;
  }

  file(path: string): TreeFile | undefined {
    return this.tree.files.get(path);
  }

  /** Paths of all files below a directory, in order. */
  below(directory: string): readonly string[] {
    const prefix = directory === '' ? '' : `${directory}/`;
    const start = this.#firstFrom(prefix);
    let end = start;
    while (this.paths[end]?.startsWith(prefix)) end++;
    return this.paths.slice(start, end);
  }

  /** Whether there are files below a path. */
  isDirectory(path: string): boolean {
    const prefix = `${path}/`;
    return this.paths[this.#firstFrom(prefix)]?.startsWith(prefix) ?? false;
  }

  /**
   * What a result that depends on a path depends on: a file's content, which files a directory has
   * (for a path that ends with a slash), or that there is nothing.
   */
  state(path: string): string | undefined {
    if (!path.endsWith('/')) {
      const file = this.tree.files.get(path);
      if (file) return describe(file);
    }
    if (!this.#states.has(path)) this.#states.set(path, this.#listing(path));
    return this.#states.get(path);
  }

  #listing(path: string): string | undefined {
    if (!path.endsWith('/')) {
      return this.isDirectory(path) ? 'directory' : undefined;
    }
    const names = this.below(path.slice(0, -1));
    return createHash('sha256').update(JSON.stringify(names)).digest('hex');
  }

  /** Index of the first path that is not before `text`. */
  #firstFrom(text: string): number {
    let low = 0;
    let high = this.paths.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.paths[middle] ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function describe(file: TreeFile | undefined): string {
  return file?.regular ? file.oid : `irregular:${file?.oid}`;
}
