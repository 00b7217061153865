import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PublicRepository } from './repositories.ts';

const run = promisify(execFile);
const GITHUB = 'https://github.com';

/**
 * Folder with the repository's files at its commit, cloned if it is not there.
 *
 * @param from - a folder with clones as `<owner>/<name>`, or the address of a forge
 */
export async function fetchRepository(
  { name, commit }: PublicRepository,
  from = GITHUB,
): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'slipway', 'renderer', 'public', name, commit);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    const git = (...words: string[]) =>
      run('git', ['-C', unfinished, ...words]);
    await git('init', '--quiet');
    await git('fetch', '--quiet', '--depth=1', `${from}/${name}`, commit);
    await git('checkout', '--quiet', 'FETCH_HEAD');
    await rename(unfinished, folder);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    throw new Error(
      `${name} cannot be fetched; check the connection, or name a folder of clones with --from`,
      { cause },
    );
  }
  return folder;
}
