import { duration, table } from '../output/format.ts';
import type { Terminal } from '../output/terminal.ts';
import { PEOPLE } from '../setup/people.ts';
import { readSecrets } from '../setup/secrets.ts';
import type { StackState } from '../supervisor/state.ts';
import type { Workspace } from '../workspace.ts';

/** What a person needs once the portal is usable: its address, who they can be, and what is still coming. */
export async function welcome(
  workspace: Workspace,
  state: StackState,
  terminal: Terminal,
): Promise<string> {
  const secrets = await readSecrets(workspace);
  const people = PEOPLE.map(({ login, name, role }) => [
    `  ${terminal.style('bold', login)}`,
    secrets?.passwords?.[login] ?? '',
    `${name}, ${role}`,
  ]);
  const waiting = state.clusters.filter(({ status }) => status !== 'ready');
  const took = state.usableAt
    ? ` (usable after ${duration(state.usableAt - state.startedAt)})`
    : '';
  return [
    '',
    `Portal  ${terminal.style(['bold', 'underline'], state.portalUrl ?? '')}${took}`,
    `Forge   ${state.forgeUrl ?? ''}`,
    '',
    'Sign in through the forge as',
    table(people),
    ...(waiting.length > 0
      ? [
          '',
          `Not reachable yet: ${waiting
            .map(({ name, status }) => `${name} (${status})`)
            .join(', ')}. ./slipway status shows how they get on.`,
        ]
      : []),
  ].join('\n');
}
