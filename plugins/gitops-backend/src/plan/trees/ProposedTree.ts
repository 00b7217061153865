import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { digestOf, type FileEntry, type PlanTree } from './ObjectTree';
import type { ProposedFile } from './proposedFiles';

/** A tree with proposed files on top of it. Nothing is written anywhere. */
export class ProposedTree implements PlanTree {
  readonly files: ReadonlyMap<string, FileEntry>;
  readonly digest: string;
  readonly #base: PlanTree;
  readonly #texts = new Map<string, string>();

  /** @throws `InputError` if a path would be a file and a directory at once */
  constructor(base: PlanTree, proposed: readonly ProposedFile[]) {
    this.#base = base;
    const files = new Map(base.files);
    const algorithm = algorithmOf(base);
    for (const { path, content } of proposed) {
      if (content === null) {
        files.delete(path);
      } else {
        const size = Buffer.byteLength(content);
        const oid = createHash(algorithm)
          .update(`blob ${size}\0`)
          .update(content)
          .digest('hex');
        files.set(path, { oid, size, regular: true });
        this.#texts.set(oid, content);
      }
    }
    refuseFilesAsDirectories(files, proposed);
    this.files = files;
    this.digest = digestOf(files);
  }

  async read(oids: readonly string[]): Promise<readonly string[]> {
    const committed = oids.filter(oid => !this.#texts.has(oid));
    const read = await this.#base.read(committed);
    const texts = new Map(committed.map((oid, index) => [oid, read[index]]));
    return oids.map(oid => this.#texts.get(oid) ?? texts.get(oid) ?? '');
  }
}

/** Git's own name of a content, so that what is proposed and what is committed later are one. */
function algorithmOf(base: PlanTree): 'sha1' | 'sha256' {
  for (const { oid } of base.files.values()) {
    return oid.length === 64 ? 'sha256' : 'sha1';
  }
  return 'sha1';
}

function refuseFilesAsDirectories(
  files: ReadonlyMap<string, FileEntry>,
  proposed: readonly ProposedFile[],
) {
  const directories = new Set<string>();
  for (const path of files.keys()) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      directories.add(path.slice(0, at));
    }
  }
  for (const { path, content } of proposed) {
    if (content !== null && directories.has(path)) {
      throw new InputError(`${path} is a directory; propose a file in it`);
    }
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      const parent = path.slice(0, at);
      if (content !== null && files.has(parent)) {
        throw new InputError(
          `${parent} is a file, so that ${path} cannot be in it; delete it, or choose another path`,
        );
      }
    }
  }
}
