import type { TreeIndex } from '../tree/TreeIndex';
import type { RenderRequest } from '../types';

const MOST_FILES = 500;
const MOST_BYTES = 4 * 1024 * 1024;

/** The part of a tree that a render is told of, and the part of it that it is given. */
export class Selection {
  readonly index: TreeIndex;
  readonly #told = new Set<string>();
  readonly #given = new Map<string, string>();
  #bytes = 0;

  constructor(index: TreeIndex) {
    this.index = index;
  }

  /** The files that the program gets, by path with the name of their content. */
  get files(): [path: string, oid: string][] {
    return [...this.#given];
  }

  get told(): string[] {
    return [...this.#told];
  }

  get irregular(): string[] {
    return this.told.filter(path => !this.index.file(path)?.regular);
  }

  tell(paths: Iterable<string>): void {
    for (const path of paths) this.#told.add(path);
  }

  /** Gives files that are probably needed, as long as they are few and small. */
  offer(paths: Iterable<string>): void {
    for (const path of paths) {
      const file = this.index.file(path);
      if (!file) continue;
      this.#told.add(path);
      const fits =
        this.#given.size < MOST_FILES && this.#bytes + file.size <= MOST_BYTES;
      if (file.regular && fits) this.give(path);
    }
  }

  /** Gives a file that is needed; false if there is no such file. */
  give(path: string): boolean {
    const file = this.index.file(path);
    if (!file?.regular) return false;
    if (!this.#given.has(path)) this.#bytes += file.size;
    this.#told.add(path);
    this.#given.set(path, file.oid);
    return true;
  }

  /**
   * Whether the render would have seen nothing else if it had been told of the whole tree, judging by
   * what it read and what it found absent.
   */
  suffices(reads: readonly string[], absent: readonly string[]): boolean {
    const overlooked = (path: string) => !this.#told.has(path);
    const listed = reads
      .filter(path => path.endsWith('/'))
      .every(path => !this.index.below(path.slice(0, -1)).some(overlooked));
    return (
      listed &&
      absent.every(path => {
        if (this.index.file(path)) return !overlooked(path);
        const below = this.index.below(path);
        return below.length === 0 || !below.every(overlooked);
      })
    );
  }
}

/** Directories in which a request's files lie, as far as the request itself says. */
export function ownDirectories(request: RenderRequest): string[] {
  if (request.style === 'helm') {
    return [request.chart, ...request.values.map(componentOf)];
  }
  return [componentOf(request.path)];
}

/** `apps/shop` of `apps/shop/overlays/prod`. */
function componentOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
