import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from '../output/terminal.ts';
import { Problem } from '../problem.ts';
import { observe, requestStop } from '../supervisor/control-client.ts';
import type { PartState } from '../supervisor/state.ts';
import { endGroup, isAlive } from '../system/processes.ts';
import type { Workspace } from '../workspace.ts';

const SUPERVISOR_TIMEOUT_MS = 90_000;
const GRACE_MS = 10_000;

/** Stops everything and returns when nothing is left; says what it waits for. */
export async function runDown(
  workspace: Workspace,
  terminal: Terminal,
): Promise<'stopped' | 'nothing ran'> {
  const { running, state, orphans } = await observe(workspace);
  if (!state || (!running && orphans.length === 0)) return 'nothing ran';
  if (running) {
    await requestStop(workspace);
    const deadline = Date.now() + SUPERVISOR_TIMEOUT_MS;
    let told = '';
    while ((await isAlive(state.supervisor)) && Date.now() < deadline) {
      const now = await observe(workspace);
      const left = (now.state?.parts ?? []).filter(({ process }) => process);
      const line = `Stopping: ${left.map(({ name }) => name).join(', ')}`;
      if (left.length > 0 && line !== told) terminal.line((told = line));
      await sleep(200);
    }
    if (await isAlive(state.supervisor)) {
      process.kill(state.supervisor.pid, 'SIGKILL');
    }
  }
  const after = await observe(workspace);
  await endParts(after.orphans.length > 0 ? after.orphans : orphans);
  await rm(`${workspace.stateDir}/supervisor.lock`, { force: true });
  return 'stopped';
}

async function endParts(parts: readonly PartState[]): Promise<void> {
  await Promise.all(
    parts.map(async part => {
      if (!part.process) return;
      await endGroup(part.process, GRACE_MS);
      if (await isAlive(part.process)) {
        throw new Problem(
          `${part.name} (process ${part.process.pid}) cannot be ended; end it with kill -9 ${part.process.pid}`,
        );
      }
    }),
  );
}
