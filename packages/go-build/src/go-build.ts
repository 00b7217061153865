import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArguments } from './arguments.ts';
import { compile } from './compile.ts';
import { requireGo } from './go.ts';
import { withLock } from './lock.ts';
import { markUsed, pruneVersions } from './prune.ts';
import { versionKey } from './version-key.ts';

/** Options of {@link goBuild}. */
export interface GoBuildOptions {
  /** Folder below `cacheDir` that holds all versions. */
  name: string;
  /** What is compiled, as progress and errors call it. */
  subject: string;
  /** Folder of the Go module that pins every version. */
  moduleDirectory: string;
  /** Package of every wanted file, by the name of the file. */
  packages: Readonly<Record<string, string>>;
  /** Variables of the compiler, such as another platform. */
  environment?: Readonly<Record<string, string>>;
  /** Arguments of `go build`; those of {@link buildArguments} where they are left out. */
  arguments?: readonly string[];
  /** Folder for caches of this program, such as `~/.cache/slipway`. */
  cacheDir: string;
  /** Told what takes time, in a few words. */
  onProgress?(text: string): void;
  signal?: AbortSignal;
}

/**
 * The folder with all files of `packages`, from the cache or compiled into it. Several
 * processes may ask at once; one builds, and what it publishes is complete.
 *
 * @throws GoBuildError when Go is missing or too old, or the build fails
 */
export async function goBuild(options: GoBuildOptions): Promise<string> {
  const { name, cacheDir, onProgress = () => {}, signal } = options;
  const { moduleDirectory, environment = {} } = options;
  const settings = options.arguments ?? buildArguments();
  const files = Object.keys(options.packages);
  const root = join(cacheDir, name);
  const folder = join(
    root,
    await versionKey({ moduleDirectory, environment, arguments: settings }),
  );
  if (await isComplete(folder, files)) {
    await markUsed(folder);
    return folder;
  }
  await mkdir(root, { recursive: true });
  const onWait = () =>
    onProgress(`waiting for another process that compiles ${options.subject}`);
  return withLock(`${folder}.lock`, { onWait, signal }, async () => {
    if (!(await isComplete(folder, files))) {
      await requireGo(moduleDirectory);
      onProgress(`compiling ${options.subject}`);
      await build(folder, {
        subject: options.subject,
        directory: moduleDirectory,
        arguments: settings,
        environment,
        log: `${folder}.log`,
        packages: options.packages,
        signal,
      });
      await pruneVersions(root);
    }
    return folder;
  });
}

type Build = Omit<Parameters<typeof compile>[0], 'packages' | 'output'> &
  Pick<GoBuildOptions, 'packages'>;

async function build(folder: string, options: Build): Promise<void> {
  const wanted = Object.entries(options.packages);
  const partial = await mkdtemp(`${folder}.`);
  try {
    const [[file] = ['']] = wanted;
    await compile({
      ...options,
      packages: wanted.map(([, path]) => path),
      // With several packages, `go build` takes a folder and chooses the names.
      output: wanted.length === 1 ? join(partial, file) : `${partial}/`,
    });
    if (wanted.length > 1) {
      for (const [name, path] of wanted) {
        await rename(join(partial, chosenName(path)), join(partial, name));
      }
    }
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The last element of a package's path, or the one before it where that is a major version. */
function chosenName(path: string): string {
  const elements = path.split('/').filter(part => !/^v\d+$/.test(part));
  return elements.at(-1) ?? '';
}

async function isComplete(
  folder: string,
  files: readonly string[],
): Promise<boolean> {
  const found = await Promise.all(
    files.map(file =>
      access(join(folder, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
