import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem } from '../problem.ts';
import { readTail } from '../system/files.ts';
import { runLogged } from '../system/run.ts';
import type { Workspace } from '../workspace.ts';

/** What the pages are made of. The stamp lies in the build's output, so it goes when that goes. */
const SOURCES = ['packages/app', 'plugins'];
const FILES = ['yarn.lock', 'package.json', 'tsconfig.json'];
const IGNORED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);
const STAMP = 'packages/app/dist/.slipway-sources';

/** Builds the portal's pages, unless those that are there were built from the same sources. */
export async function buildApp(
  workspace: Workspace,
  log: string,
  signal: AbortSignal,
): Promise<'skipped' | 'built'> {
  const stampFile = join(workspace.root, STAMP);
  const sources = await hashSources(workspace.root);
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (built === sources) return 'skipped';
  const { code } = await runLogged({
    command: 'yarn',
    args: ['workspace', 'app', 'build'],
    cwd: workspace.root,
    env: { NODE_OPTIONS: '--max-old-space-size=3072', FORCE_COLOR: '0' },
    log,
    signal,
  });
  if (code !== 0) {
    const lines = (await readTail(log, 20_000)).split('\n');
    const reason = lines.findLast(line => /error/i.test(line))?.trim();
    throw new Problem(
      `The pages cannot be built: ${
        reason ?? 'no reason given'
      }; ${log} has the rest`,
    );
  }
  await writeFile(stampFile, sources);
  return 'built';
}

async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const files = [...FILES.map(name => join(root, name))];
  for (const directory of SOURCES) {
    files.push(...(await sourceFiles(join(root, directory))));
  }
  for (const file of files.sort()) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file));
  }
  return hash.digest('hex');
}

async function sourceFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !IGNORED.has(entry.name)) {
      files.push(...(await sourceFiles(path)));
    } else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) {
      files.push(path);
    }
  }
  return files;
}
