import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '@slipway/local-cluster';
import { writePortalConfig } from '../setup/portal-config.ts';
import type { Settings } from '../setup/settings.ts';
import { allocatorSettings } from './allocator.ts';
import { compileCache, keepCompileCache } from './compile-cache.ts';
import { answers } from './probe.ts';

/**
 * The Backstage backend, which also serves the built app.
 * @param renderer - path of the compiled renderer; without it there are no plans
 */
export async function portalPart(
  settings: Settings,
  renderer?: string,
): Promise<Part> {
  const { root, stateDir } = settings.workspace;
  const config = await writePortalConfig(settings, renderer);
  const port = settings.config.ports.portal;
  return {
    name: 'portal',
    command: process.execPath,
    args: [
      ...keepCompileCache,
      '--no-node-snapshot',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(root, 'packages/backend/src/index.ts'),
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      config,
    ],
    cwd: root,
    env: {
      NODE_ENV: 'production',
      ...allocatorSettings,
      ...compileCache(settings.workspace),
    },
    after: settings.database === 'postgres' ? ['forge', 'postgres'] : ['forge'],
    ports: [port],
    prepare: async () => {
      for (const directory of ['work', 'database']) {
        await mkdir(join(stateDir, 'portal', directory), { recursive: true });
      }
    },
    ready: signal =>
      answers(
        `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
        signal,
      ),
  };
}
