import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes `path` hold `content`, readable by its owner only. Readers see the old
 * or the new content, never a part; nothing is written when it is already so.
 */
export async function writePrivateFile(
  path: string,
  content: string,
): Promise<void> {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === content) {
    return;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o600 });
  await rename(temporary, path);
}
