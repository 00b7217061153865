import { join } from 'node:path';
import type { Part } from '@slipway/local-cluster';
import { writeForgeFiles } from '../setup/forge-files.ts';
import type { Settings } from '../setup/settings.ts';
import { compileCache, keepCompileCache } from './compile-cache.ts';
import { answers } from './probe.ts';

/** The local forge as a part. */
export async function forgePart(settings: Settings): Promise<Part> {
  const { root } = settings.workspace;
  const config = await writeForgeFiles(settings);
  return {
    name: 'forge',
    command: process.execPath,
    args: [
      ...keepCompileCache,
      '--disable-warning=ExperimentalWarning',
      join(root, 'packages/forge/src/main.ts'),
      '--config',
      config,
    ],
    cwd: root,
    env: compileCache(settings.workspace),
    ports: [settings.config.ports.forge],
    ready: signal =>
      answers(
        `http://127.0.0.1:${settings.config.ports.forge}/healthz`,
        signal,
      ),
  };
}
