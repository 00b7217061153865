import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where things are: the checkout, its state, and the cache that every clone of this user shares. */
export interface Workspace {
  readonly root: string;
  readonly stateDir: string;
  readonly cacheDir: string;
  readonly logsDir: string;
  readonly stateFile: string;
  readonly configFile: string;
  readonly secretsFile: string;
}

const REPOSITORY_ROOT = resolve(import.meta.dirname, '../../..');

/**
 * Locates the workspace. `SLIPWAY_STATE_DIR` moves the state, so that a second
 * stack (the browser tests') lives beside the first.
 */
export function locateWorkspace(
  env: NodeJS.ProcessEnv = process.env,
  root: string = REPOSITORY_ROOT,
): Workspace {
  const stateDir = resolve(root, env.SLIPWAY_STATE_DIR || '.slipway');
  const cacheHome = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    root,
    stateDir,
    cacheDir: join(cacheHome, 'slipway'),
    logsDir: join(stateDir, 'logs'),
    stateFile: join(stateDir, 'state.json'),
    configFile: join(stateDir, 'config.yaml'),
    secretsFile: join(stateDir, 'secrets.json'),
  };
}
