import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const keep = 3;
const unusedForMs = 7 * 24 * 60 * 60_000;

/** Notes that a version is in use, so that {@link pruneVersions} leaves it alone. */
export async function markUsed(folder: string): Promise<void> {
  const now = new Date();
  // A cache that cannot be written to is still one to read from.
  await utimes(folder, now, now).catch(() => undefined);
}

/**
 * Removes versions below `root` that nothing has asked for in a week, but never one of
 * the three that were used last: a platform that has run for longer restarts its programs from there.
 */
export async function pruneVersions(root: string): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = await Promise.all(
    entries
      .filter(entry => entry.isDirectory())
      .map(async ({ name }) => {
        const path = join(root, name);
        return { path, name, usedAt: (await stat(path)).mtimeMs };
      }),
  );
  const isVersion = ({ name }: { name: string }) => /^[0-9a-f]{16}$/.test(name);
  const byUse = folders.filter(isVersion).sort((a, b) => b.usedAt - a.usedAt);
  // What is not a version is what an interrupted build has left.
  const leftovers = folders.filter(folder => !isVersion(folder));
  const oldest = Date.now() - unusedForMs;
  for (const { path, usedAt } of [...byUse.slice(keep), ...leftovers]) {
    if (usedAt < oldest) {
      // Renamed first: a version is there as a whole or not at all.
      const doomed = `${path}.removed`;
      await rename(path, doomed);
      await rm(doomed, { recursive: true, force: true });
      await rm(`${path}.log`, { force: true });
    }
  }
}
