import { copyFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

const LARGEST_LOG_BYTES = 10 * 1024 ** 2;

/**
 * Moves the content of logs that grew too large into `<name>.log.1`.
 * The parts hold their logs open for appending, so the file is emptied in place rather than renamed.
 */
export async function rotateLogs(
  directory: string,
  largestBytes: number = LARGEST_LOG_BYTES,
): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter(entry => entry.endsWith('.log'))) {
    const file = join(directory, name);
    const { size } = await stat(file);
    if (size <= largestBytes) continue;
    await copyFile(file, `${file}.1`);
    await truncate(file, 0);
  }
}
