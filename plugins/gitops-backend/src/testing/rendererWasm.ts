import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** How long a test's setup may wait for the renderer to be compiled. */
export const BUILD_MS = 15 * 60_000;

/** Path of the real renderer: the one that `./slipway test` has made, or compiled now. */
export async function rendererWasm(): Promise<string> {
  const made = process.env.SLIPWAY_RENDERER_WASM;
  if (made) {
    return made;
  }
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    resolvePackagePath('@slipway/renderer', 'build/main.ts'),
  ]);
  return stdout.trim();
}
