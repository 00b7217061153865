import type { OptionValues } from '../cli/verb.ts';
import { readConfig } from '../setup/config.ts';
import { PortalSession } from '../session/session.ts';
import type { Workspace } from '../workspace.ts';

/** The session that `--portal`, the environment or the last sign-in means. */
export function openSession(
  workspace: Workspace,
  { portal }: OptionValues,
): Promise<PortalSession> {
  return PortalSession.open(
    typeof portal === 'string' ? portal : undefined,
    async () => {
      const { ports } = await readConfig(workspace);
      return `http://localhost:${ports.portal}`;
    },
  );
}
