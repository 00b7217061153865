import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureTools } from '@slipway/local-cluster';
import { locateWorkspace } from '../../packages/cli/src/workspace.ts';

const run = promisify(execFile);
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Where and how overlays are built. */
export interface BuildOptions {
  repository: string;
  processes: number;
  /** Where to write the results, under the paths of the overlays. */
  output?: string;
}

/** `kustomize build`, a process for each overlay. */
export class Kustomize {
  readonly #program: string;

  /** The version that local clusters have. */
  static async find(): Promise<Kustomize> {
    const { binaries } = await ensureTools({
      cacheDir: locateWorkspace().cacheDir,
      onProgress: ({ message }) => process.stderr.write(`${message}\n`),
    });
    return new Kustomize(binaries.kustomize);
  }

  private constructor(program: string) {
    this.#program = program;
  }

  /** Builds overlays, some at a time; gives the hash and the seconds of each. */
  async build(
    paths: readonly string[],
    { repository, processes, output }: BuildOptions,
  ): Promise<{ digests: string[]; each: number[] }> {
    const digests: string[] = [];
    const each: number[] = [];
    const left = paths.entries();
    const work = async () => {
      for (const [at, path] of left) {
        const begin = performance.now();
        const { stdout } = await run(this.#program, ['build', path], {
          cwd: repository,
          maxBuffer: MOST_OUTPUT_BYTES,
        });
        each[at] = (performance.now() - begin) / 1000;
        digests[at] = createHash('sha1').update(stdout).digest('hex');
        if (output) await write(join(output, `${path}.yaml`), stdout);
      }
    };
    await Promise.all(Array.from({ length: processes }, work));
    return { digests, each };
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
