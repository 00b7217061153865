import { execFile } from 'node:child_process';
import { totalmem } from 'node:os';
import { promisify } from 'node:util';
import { freeBytes } from '../system/disk.ts';
import type { Workspace } from '../workspace.ts';

const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 15_000;

/** What was found about one thing that Slipway needs. */
export interface Finding {
  name: string;
  state: 'ok' | 'missing' | 'warning';
  found: string;
  /** The command, or the act, that mends it. */
  mend?: string;
}

/** How one program is installed with the usual package managers. */
interface Remedy {
  debian: string;
  macos: string;
}

const remedies = {
  git: { debian: 'apt-get install git', macos: 'xcode-select --install' },
  npm: { debian: 'apt-get install nodejs npm', macos: 'brew install node' },
  go: {
    // Distributions are often behind, so this is the archive of the makers.
    debian: `curl -fsSL https://go.dev/dl/go1.26.8.linux-${
      process.arch === 'arm64' ? 'arm64' : 'amd64'
    }.tar.gz | sudo tar -xz -C /usr/local && export PATH=$PATH:/usr/local/go/bin`,
    macos: 'brew install go',
  },
  compiler: {
    debian: 'apt-get install build-essential',
    macos: 'xcode-select --install',
  },
  python: {
    debian: 'apt-get install python3',
    macos: 'xcode-select --install',
  },
} satisfies Record<string, Remedy>;

const GO_MINIMUM = [1, 26] as const;
const MEMORY_GIB = 7;
const DISK_GIB = 10;

/** Looks at everything that has to be on the machine before `up`. */
export async function examine(workspace: Workspace): Promise<Finding[]> {
  return Promise.all([
    command('git', ['git', '--version'], remedies.git),
    node(),
    command('npm', ['npm', '--version'], remedies.npm),
    go(),
    command('C++ compiler', ['c++', '--version'], remedies.compiler),
    command('Python 3', ['python3', '--version'], remedies.python),
    disk('disk space for state', workspace.stateDir),
    disk('disk space for the cache', workspace.cacheDir),
    memory(),
  ]);
}

async function firstLine(argv: readonly string[]): Promise<string | undefined> {
  const [program = '', ...args] = argv;
  try {
    const { stdout } = await run(program, args, {
      timeout: COMMAND_TIMEOUT_MS,
      // Go would otherwise download what the go.mod around it asks for.
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
    return stdout.trim().split('\n')[0];
  } catch {
    return undefined; // missing, or there and not working: either has to be mended
  }
}

async function command(
  name: string,
  argv: readonly string[],
  remedy: Remedy,
): Promise<Finding> {
  const found = await firstLine(argv);
  return found === undefined
    ? { name, state: 'missing', found: 'not found', mend: mendOf(remedy) }
    : { name, state: 'ok', found };
}

function node(): Finding {
  return { name: 'Node', state: 'ok', found: process.version };
}

async function go(): Promise<Finding> {
  const found = await firstLine(['go', 'version']);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(found ?? '') ?? [];
  const enough =
    Number(major) > GO_MINIMUM[0] ||
    (Number(major) === GO_MINIMUM[0] && Number(minor) >= GO_MINIMUM[1]);
  return {
    name: `Go ${GO_MINIMUM.join('.')} or newer`,
    state: enough ? 'ok' : 'missing',
    found: found ?? 'not found',
    ...(enough ? {} : { mend: mendOf(remedies.go) }),
  };
}

async function disk(name: string, directory: string): Promise<Finding> {
  const free = (await freeBytes(directory)) / 1024 ** 3;
  const found = `${free.toFixed(1)} GiB free at ${directory}`;
  return free >= DISK_GIB
    ? { name, state: 'ok', found }
    : {
        name,
        state: 'warning',
        found,
        mend: `free ${DISK_GIB} GiB there, or move it with SLIPWAY_STATE_DIR or XDG_CACHE_HOME`,
      };
}

function memory(): Finding {
  const total = totalmem() / 1024 ** 3;
  const found = `${total.toFixed(1)} GiB`;
  return total >= MEMORY_GIB
    ? { name: 'memory', state: 'ok', found }
    : {
        name: 'memory',
        state: 'warning',
        found,
        mend: 'leave out the local clusters: ./slipway up --no-clusters',
      };
}

function mendOf(remedy: Remedy): string {
  return process.platform === 'darwin' ? remedy.macos : remedy.debian;
}
