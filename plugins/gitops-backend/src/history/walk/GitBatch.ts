import { type GitLimits, runGit } from '../../git/runGit';

const MIB = 1024 * 1024;
const LIMITS: GitLimits = { timeoutMs: 30_000, maxOutput: 64 * MIB };
/** Contents that one process returns, far below what it may write. */
const READ_AT_A_TIME = 16 * MIB;

/** An object of a repository. */
export interface GitObject {
  oid: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** Looks many objects of a repository up by few processes. */
export class GitBatch {
  readonly #directory: string;

  /** @param directory - of the bare repository */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * What names stand for, as in `<commit>:<path>`.
   *
   * @param names - without line breaks
   * @returns in the same order; undefined for what is not there
   */
  async find(names: readonly string[]): Promise<(GitObject | undefined)[]> {
    if (names.length === 0) {
      return [];
    }
    const output = await this.#git(['cat-file', '--batch-check'], names);
    return output
      .toString('utf8')
      .split('\n')
      .slice(0, names.length)
      .map(line => {
        const found = /^([0-9a-f]{40,64}) ([a-z]+) ([0-9]+)$/.exec(line);
        return found
          ? { oid: found[1], type: found[2], size: Number(found[3]) }
          : undefined;
      });
  }

  /**
   * The contents of objects by their ids.
   *
   * @param maxSize - larger ones are left out
   */
  async read(
    objects: readonly (GitObject | undefined)[],
    maxSize: number,
  ): Promise<Map<string, Buffer>> {
    const wanted = new Map<string, GitObject>();
    for (const object of objects) {
      if (object && object.size <= maxSize) {
        wanted.set(object.oid, object);
      }
    }
    const contents = new Map<string, Buffer>();
    for (const some of portions([...wanted.values()])) {
      const oids = some.map(({ oid }) => oid);
      const output = await this.#git(['cat-file', '--batch'], oids);
      let offset = 0;
      for (const { oid, size } of some) {
        const start = output.indexOf(0x0a, offset) + 1;
        contents.set(oid, output.subarray(start, start + size));
        offset = start + size + 1;
      }
    }
    return contents;
  }

  #git(args: readonly string[], lines: readonly string[]): Promise<Buffer> {
    return runGit({
      ...LIMITS,
      gitDir: this.#directory,
      args,
      input: lines.map(line => `${line}\n`).join(''),
    });
  }
}

function portions(objects: readonly GitObject[]): GitObject[][] {
  const all: GitObject[][] = [];
  let size = Infinity;
  for (const object of objects) {
    size += object.size;
    if (size > READ_AT_A_TIME) {
      all.push([]);
      size = object.size;
    }
    all[all.length - 1].push(object);
  }
  return all;
}
