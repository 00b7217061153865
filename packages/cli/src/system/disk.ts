import { lstat, mkdir, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problem.ts';

/** The bytes that this user can still write where a directory is, which is created when missing. */
export async function freeBytes(directory: string): Promise<number> {
  await mkdir(directory, { recursive: true });
  const stats = await statfs(directory);
  return stats.bavail * stats.bsize;
}

/** Refuses to begin what would fill the disk half-way. */
export async function requireDiskSpace(
  directory: string,
  gibibytes: number,
  purpose: string,
): Promise<void> {
  const free = (await freeBytes(directory)) / 1024 ** 3;
  if (free < gibibytes) {
    throw new Problem(
      `Only ${free.toFixed(1)} GiB are free at ${directory}, and ${purpose} needs ${gibibytes} GiB; free some space, then run the same command again`,
    );
  }
}

/** The bytes of all files below a directory. */
export async function directorySize(directory: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    size += entry.isDirectory()
      ? await directorySize(path)
      : (await lstat(path)).size;
  }
  return size;
}
