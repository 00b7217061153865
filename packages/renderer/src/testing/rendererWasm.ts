import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packageFile } from '../packageFile';

/** How long a test's setup may wait for the program to be compiled. */
export const BUILD_MS = 15 * 60_000;

/** Path of the real program: the one that `./slipway test` has made, or compiled now. */
export async function rendererWasm(): Promise<string> {
  const made = process.env.SLIPWAY_RENDERER_WASM;
  if (made) return made;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    packageFile('build', 'main.ts'),
  ]);
  return stdout.trim();
}
