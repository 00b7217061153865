import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What to copy, with the paths where they are on this machine. */
export interface Copying {
  sources: readonly string[];
  destination: string;
  /** Whether the destination is written as a directory. */
  intoDirectory: boolean;
  /** Whether a file may be copied at all. */
  allows(path: string): boolean;
}

/** Copies as COPY does: of a directory what is in it, of a file the file. */
export async function copyInto(copying: Copying): Promise<void> {
  const { destination, intoDirectory, allows } = copying;
  const sources = (await Promise.all(copying.sources.map(matching))).flat();
  for (const source of sources) {
    if (source === destination) continue;
    if (!allows(source)) {
      throw new Error(`COPY wants ${source}, which the build does not see`);
    }
    const isDirectory = (await stat(source)).isDirectory();
    const target =
      intoDirectory && !isDirectory
        ? join(destination, basename(source))
        : destination;
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: path => allows(path),
    });
  }
}

/** The files that a pattern means, which may have `*` in its last part. */
async function matching(pattern: string): Promise<string[]> {
  const [before = '', ...parts] = basename(pattern).split('*');
  if (parts.length === 0) return [pattern];
  const after = parts.join('*');
  const names = await readdir(dirname(pattern));
  const found = names.filter(
    name => name.startsWith(before) && name.endsWith(after),
  );
  if (found.length > 0) return found.map(name => join(dirname(pattern), name));
  throw new Error(`COPY finds nothing by ${pattern}`);
}
