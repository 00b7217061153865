import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAlive, processFacts } from '../system/processes.ts';
import type { ProcessIdentity } from '../system/processes.ts';

/**
 * Takes a lock for this process, for as long as it lives: a lock whose process is gone counts as free.
 * Returns the holder when that is another process.
 */
export async function takeLock(
  file: string,
): Promise<{ held: true } | { held: false; by: ProcessIdentity }> {
  await mkdir(dirname(file), { recursive: true });
  const facts = await processFacts(process.pid);
  const own: ProcessIdentity = {
    pid: process.pid,
    startTime: facts?.startTime ?? '',
  };
  const candidate = `${file}.${process.pid}`;
  await writeFile(candidate, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link is made whole or not at all, so nobody reads a lock half written.
        await link(candidate, file);
        return { held: true };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await readLock(file);
      if (holder && (await isAlive(holder))) return { held: false, by: holder };
      await rm(file, { force: true });
    }
  } finally {
    await rm(candidate, { force: true });
  }
}

async function readLock(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined; // released meanwhile, or damaged: either way nobody's
  }
}
