import { mkdir, statfs } from 'node:fs/promises';
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
