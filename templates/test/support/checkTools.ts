import { createHash } from 'node:crypto';
import {
  access,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execute } from './tools.ts';

/** Programs that check what the templates create. */
export interface CheckTools {
  /** The directory of all of them, for PATH. */
  bin: string;
  opa: string;
  actionlint: string;
  /** BuildKit's own rules for Dockerfiles. */
  dockerfileLint: string;
  sops: string;
  ageKeygen: string;
}

const moduleDirectory = fileURLToPath(new URL('../../tools', import.meta.url));
const packages = {
  opa: 'github.com/open-policy-agent/opa',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint',
  'dockerfile-lint': './cmd/dockerfile-lint',
  sops: 'github.com/getsops/sops/v3/cmd/sops',
  'age-keygen': 'filippo.io/age/cmd/age-keygen',
};
const buildArguments = [
  '-mod=readonly',
  '-trimpath',
  '-buildvcs=false',
  '-gcflags=all=-dwarf=false',
  '-ldflags=-s -w',
];
const environment = { GOWORK: 'off', CGO_ENABLED: '0', GOGC: '200' };

/**
 * The programs from the user's cache, compiled into it where they are not there yet: two minutes,
 * once for every set of versions. Several processes may ask at the same time; one builds.
 *
 * @throws Error that says so if Go is missing, or what the compiler said
 */
export async function checkTools(): Promise<CheckTools> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const root = join(cache, 'slipway', 'check-tools');
  const bin = join(root, await versionKey());
  if (!(await isComplete(bin))) {
    await mkdir(root, { recursive: true });
    await withLock(`${bin}.lock`, async () => {
      if (!(await isComplete(bin))) {
        await build(root, bin);
      }
    });
  }
  return {
    bin,
    opa: join(bin, 'opa'),
    actionlint: join(bin, 'actionlint'),
    dockerfileLint: join(bin, 'dockerfile-lint'),
    sops: join(bin, 'sops'),
    ageKeygen: join(bin, 'age-keygen'),
  };
}

async function versionKey(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.platform, process.arch, buildArguments]));
  for (const name of ['go.mod', 'go.sum', 'cmd/dockerfile-lint/main.go']) {
    hash.update(await readFile(join(moduleDirectory, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(root: string, bin: string): Promise<void> {
  const partial = await mkdtemp(join(root, 'partial-'));
  try {
    await execute(
      'go',
      [
        'build',
        ...buildArguments,
        '-o',
        `${partial}/`,
        ...Object.values(packages),
      ],
      { cwd: moduleDirectory, env: environment },
    );
    await rm(bin, { recursive: true, force: true });
    await rename(partial, bin);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    if (code === 'ENOENT') {
      throw new Error(
        'Go is not on PATH, and the programs that check templates are built with it; install it from https://go.dev/dl/ and run this again',
        { cause: error },
      );
    }
    throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function isComplete(bin: string): Promise<boolean> {
  const found = await Promise.all(
    Object.keys(packages).map(name =>
      access(join(bin, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

/** Runs `work` while this process alone holds the lock; one whose holder has ended is taken over. */
async function withLock(
  path: string,
  work: () => Promise<void>,
): Promise<void> {
  while (!(await take(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isRunning(holder)) {
      await delay(500);
    } else {
      await rm(path, { force: true });
    }
  }
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
