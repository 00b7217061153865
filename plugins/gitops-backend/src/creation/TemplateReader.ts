import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { neededPaths } from './neededPaths';

/** What a template may have. The scaffolder takes 10 MB, in which every file is in base 64. */
const LIMITS = { files: 2_000, bytes: 7 * 1024 * 1024 };
const READS_AT_ONCE = 16;
/** Somebody who changes answers asks for the same template again and again. Milliseconds. */
const KEEP_MS = 30_000;

/** A file of a template. */
export interface TemplateFile {
  /** From the template's directory, with `/` between its parts. */
  path: string;
  content: Buffer;
}

/** Counts what was read so far. */
class Size {
  #bytes = 0;

  add(bytes: number) {
    this.#bytes += bytes;
    if (this.#bytes > LIMITS.bytes) {
      throw new InputError(
        `The template has more than ${LIMITS.bytes / 1024 / 1024} MiB, and plans read no larger ones`,
      );
    }
  }
}

/** Reads the directories that templates are in. */
export class TemplateReader {
  readonly #reader: UrlReaderService;
  readonly #recent = new LRUCache<string, TemplateFile[]>({
    max: 8,
    ttl: KEEP_MS,
  });

  constructor(reader: UrlReaderService) {
    this.#reader = reader;
  }

  /** Those that its steps fetch. @throws `InputError` if the template is nowhere, or too large */
  async read(
    template: Entity,
    signal: AbortSignal,
  ): Promise<readonly TemplateFile[]> {
    const location = locationOf(template);
    const needed = neededPaths(template);
    if (location.type === 'file') {
      // Always as it is now, for whoever works on it: it takes some milliseconds.
      return readDirectory(dirname(location.target), needed);
    }
    const { etag, name } = template.metadata;
    const key = `${name} ${etag} ${location.target}`;
    const files =
      this.#recent.get(key) ??
      (await this.#readUrl(location.target, needed, signal));
    this.#recent.set(key, files);
    return files;
  }

  async #readUrl(
    url: string,
    needed: (path: string) => boolean,
    signal: AbortSignal,
  ): Promise<TemplateFile[]> {
    const tree = await this.#reader.readTree(url, { signal });
    const files = (await tree.files()).filter(({ path }) => needed(path));
    assertCount(files.length);
    const size = new Size();
    const read: TemplateFile[] = [];
    for (const file of files) {
      const content = await file.content();
      size.add(content.length);
      read.push({ path: file.path, content });
    }
    return read;
  }
}

/** Where a template is. Only the catalog writes the first annotation, so nobody points a template at a directory. */
function locationOf({ metadata }: Entity): { type: string; target: string } {
  const managed = metadata.annotations?.[ANNOTATION_LOCATION];
  const location = managed && parseLocationRef(managed);
  if (location && location.type === 'file') {
    return location;
  }
  const source = metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  const directory = source && parseLocationRef(source);
  if (location && directory && directory.type === 'url') {
    return directory;
  }
  throw new InputError(
    `The template ${metadata.name} comes from no file and no address; ask the platform team to register it anew`,
  );
}

async function readDirectory(
  root: string,
  needed: (path: string) => boolean,
): Promise<TemplateFile[]> {
  // Links are not followed.
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => ({ file, path: relative(root, file).split(sep).join('/') }))
    .filter(({ path }) => needed(path));
  assertCount(paths.length);
  const size = new Size();
  const limit = pLimit(READS_AT_ONCE);
  return Promise.all(
    paths.map(({ file, path }) =>
      limit(async () => {
        size.add((await stat(file)).size);
        return { path, content: await readFile(file) };
      }),
    ),
  );
}

function assertCount(files: number) {
  if (files > LIMITS.files) {
    throw new InputError(
      `The template has ${files} files, and plans read at most ${LIMITS.files}`,
    );
  }
}
