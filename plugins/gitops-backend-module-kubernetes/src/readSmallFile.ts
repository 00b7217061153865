import { open } from 'node:fs/promises';

/** Bytes; tokens and certificate authorities are far smaller. */
const MAX_SIZE = 256 * 1024;

/**
 * Reads a file that may not be there yet, such as one of a cluster that is still being built.
 *
 * @returns undefined if it cannot be read, is empty, or is larger than a token or certificate is
 */
export async function readSmallFile(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      return size > MAX_SIZE
        ? undefined
        : (await file.readFile('utf8')).trim() || undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
