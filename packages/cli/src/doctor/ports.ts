import { isFree, ownerOf } from '../system/ports.ts';
import type { Workspace } from '../workspace.ts';
import { observe } from '../supervisor/control-client.ts';
import type { Finding } from './checks.ts';

/**
 * Looks whether the first port of each part is free, unless Slipway itself runs.
 * Without the dependencies the configuration cannot be read; then nothing is said about ports.
 */
export async function examinePorts(workspace: Workspace): Promise<Finding[]> {
  if ((await observe(workspace)).running) return [];
  const config = await import('../setup/config.ts').then(
    ({ readConfig }) => readConfig(workspace),
    () => undefined,
  );
  const findings = Object.entries(config?.ports ?? {}).map(
    async ([setting, port]): Promise<Finding> => {
      const name = `port ${port} (${setting})`;
      if (await isFree(port)) return { name, state: 'ok', found: 'free' };
      const owner = await ownerOf(port).catch(() => undefined);
      return {
        name,
        state: 'missing',
        found: `taken by ${owner ?? 'a program that the system does not name'}`,
        mend: `end it, or set another with 'ports: { ${setting}: … }' in .slipway/config.yaml`,
      };
    },
  );
  return Promise.all(findings);
}
