import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import { buildImage, type BuiltImage } from './build.ts';
import { readBuildContext } from './build-context.ts';
import { readStages } from './dockerfile.ts';
import { type StageFolder } from './stage-folder.ts';

const run = promisify(execFile);

/** What is built, where, and how. */
export interface MachineBuildOptions {
  root: string;
  dockerfile: string;
  /** An empty directory outside of the repository, so that nothing is found in it by chance. */
  directory: string;
  /** Runs a program in a directory; its exit status. */
  execute(
    argv: readonly string[],
    options: { cwd: string; env: Record<string, string | undefined> },
  ): Promise<number>;
}

/** Builds an image as directories, with Node and Go of this machine in the place of the base images'. */
export async function buildOnMachine(
  options: MachineBuildOptions,
): Promise<BuiltImage> {
  const { root, dockerfile, directory, execute } = options;
  const { stdout } = await run('go', ['env', 'GOROOT']);
  const node = dirname(dirname(process.execPath));
  return buildImage({
    stages: readStages(await readFile(dockerfile, 'utf8')),
    context: await readBuildContext(root, dockerfile),
    machine: { '/usr/local/go': stdout.trim(), '/usr/local': node },
    directory,
    env: { PATH: pathWithout(root) },
    async run(line: string, stage: StageFolder) {
      // What a package manager of the system installs has to be on this machine already.
      if (line.startsWith('apt-get ')) return;
      const code = await execute(['sh', '-euc', line], {
        cwd: join(stage.root, stage.workingDirectory),
        env: { ...stage.env, INIT_CWD: undefined, PROJECT_CWD: undefined },
      });
      if (code !== 0) {
        throw new Problem(`A step of ${dockerfile} fails: ${line}`);
      }
    },
  });
}

/** This machine's programs, and none of the repository's. */
function pathWithout(root: string): string {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return [dirname(process.execPath), ...directories]
    .filter(one => !one.startsWith(root))
    .join(delimiter);
}
