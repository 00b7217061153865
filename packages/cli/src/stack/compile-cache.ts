import { join } from 'node:path';
import type { Workspace } from '../workspace.ts';

/** Arguments of Node that write that cache while the part runs. */
export const keepCompileCache: readonly string[] = [
  '--import',
  join(import.meta.dirname, 'keep-compile-cache.ts'),
];

/** Lets Node keep what it compiled, so that a restarted part is back in half the time. */
export function compileCache(workspace: Workspace): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(workspace.cacheDir, 'node-compile') };
}
