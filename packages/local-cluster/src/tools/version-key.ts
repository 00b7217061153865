import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { toolArguments } from './build-arguments.ts';
import { moduleDirectory, pinnedVersions } from './catalogue.ts';

/**
 * Names the set of tools that this checkout builds on this platform. Go's own
 * version is left out: finished tools must be found without Go.
 */
export async function versionKey(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(`${process.platform}/${process.arch}\n`);
  hash.update(JSON.stringify(toolArguments(await pinnedVersions())));
  const entries = await readdir(moduleDirectory, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile() && /\.(go|mod|sum)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(`\0${relative(moduleDirectory, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
