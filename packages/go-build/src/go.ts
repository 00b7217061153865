import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GoBuildError } from './go-build-error.ts';

const run = promisify(execFile);
const install = 'install it from https://go.dev/dl/ and run this again';

/** The environment of every `go` command: nothing of the user's workspace leaks in. */
export function goEnvironment(
  own: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GOWORK: 'off',
    // No C compiler, and programs that depend on nothing.
    CGO_ENABLED: '0',
    // Fewer collections in the compiler: some memory for a good deal of time.
    GOGC: '200',
    ...own,
  };
}

/** Throws a {@link GoBuildError} unless a Go that can build the module in `directory` is on PATH. */
export async function requireGo(directory: string): Promise<void> {
  const text = await readFile(join(directory, 'go.mod'), 'utf8');
  const needed = /^go (\d+)\.(\d+)/m.exec(text);
  const wanted = `Go ${needed?.[1]}.${needed?.[2]} or newer`;
  let version: string;
  try {
    version = await runGo(['env', 'GOVERSION'], { directory });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new GoBuildError(
        `Go is not on PATH; ${wanted} is needed: ${install}`,
        { cause },
      );
    }
    throw new GoBuildError(`go does not run; ${install}`, { cause });
  }
  const found = /^go(\d+)\.(\d+)/.exec(version);
  const tooOld =
    !found ||
    !needed ||
    Number(found[1]) < Number(needed[1]) ||
    (found[1] === needed[1] && Number(found[2]) < Number(needed[2]));
  if (tooOld) {
    throw new GoBuildError(
      `${version.trim()} is too old; ${wanted} is needed: ${install}`,
    );
  }
}

/** Where and how long a `go` command runs. */
export interface GoOptions {
  /** Folder of the module. */
  directory: string;
  signal?: AbortSignal;
}

/** Standard output of one `go` command. */
export async function runGo(
  args: readonly string[],
  { directory, signal }: GoOptions,
): Promise<string> {
  const { stdout } = await run('go', args, {
    cwd: directory,
    env: goEnvironment(),
    maxBuffer: 1024 * 1024,
    signal,
  });
  return stdout;
}

/** The folder that holds `module` in the version which the module in `directory` pins. */
export async function moduleFolder(
  module: string,
  options: GoOptions,
): Promise<string> {
  // Unlike `go list`, this downloads the module where the cache lacks it.
  await runGo(['mod', 'download', module], options);
  const folder = await runGo(['list', '-m', '-f', '{{.Dir}}', module], options);
  if (!folder.trim()) {
    throw new GoBuildError(
      `Go does not know where module ${module} is; run "go clean -modcache" and this again`,
    );
  }
  return folder.trim();
}
