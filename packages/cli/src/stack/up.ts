import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress } from '../output/progress.ts';
import { Terminal } from '../output/terminal.ts';
import { describeError, ExitCode, Problem } from '../problem.ts';
import {
  observe,
  requestResume,
  requestStop,
} from '../supervisor/control-client.ts';
import type { StackState } from '../supervisor/state.ts';
import { readTail } from '../system/files.ts';
import { runDown } from './down.ts';
import type { Workspace } from '../workspace.ts';
import { upArguments } from './options.ts';
import type { UpOptions } from './options.ts';
import { welcome } from './welcome.ts';

const LOOK_EVERY_MS = 250;

/** Whether to stay, and for how long. */
export interface Staying {
  detach: boolean;
  wait: boolean;
}

/** Starts the supervisor unless it runs, and shows how it gets on. */
export async function up(
  workspace: Workspace,
  options: UpOptions,
  staying: Staying,
): Promise<number> {
  const terminal = new Terminal();
  const before = await observe(workspace);
  if (before.running && before.state) {
    if (before.state.phase === 'stopping') {
      throw new Problem(
        'Slipway is stopping; run ./slipway up again when ./slipway status says that it has stopped',
      );
    }
    await requestResume(workspace);
    if (before.state.phase === 'complete') {
      terminal.line('Slipway runs already; nothing to do.');
      terminal.line(await welcome(workspace, before.state, terminal));
      return ExitCode.ok;
    }
  }
  const exited = before.running
    ? new Promise<never>(() => {})
    : startSupervisor(workspace, options);
  const interrupted = new AbortController();
  const over = new AbortController();
  const interrupt = () => interrupted.abort();
  if (!before.running) process.once('SIGINT', interrupt);
  try {
    await Promise.race([
      exited,
      follow(
        workspace,
        terminal,
        staying,
        AbortSignal.any([interrupted.signal, over.signal]),
      ),
    ]);
  } finally {
    over.abort();
    process.off('SIGINT', interrupt);
  }
  if (!interrupted.signal.aborted) return ExitCode.ok;
  terminal.line('\nStopping everything');
  await requestStop(workspace);
  await runDown(workspace, terminal);
  return ExitCode.interrupted;
}

/** Starts the supervisor in the background; the promise rejects when it ends by itself. */
function startSupervisor(
  workspace: Workspace,
  options: UpOptions,
): Promise<never> {
  mkdirSync(workspace.logsDir, { recursive: true });
  const log = join(workspace.logsDir, 'supervisor.log');
  const output = openSync(log, 'a', 0o600);
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(workspace.root, 'packages/cli/src/main.ts'),
      'supervise',
      ...upArguments(options),
    ],
    {
      cwd: workspace.root,
      detached: true,
      stdio: ['ignore', output, output],
    },
  );
  closeSync(output);
  child.unref();
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', async () => {
      const { state } = await observe(workspace);
      const ours = state?.supervisor.pid === child.pid;
      const lastLine = (await readTail(log, 4000)).trim().split('\n').at(-1);
      reject(
        new Problem(
          (ours && state?.error) ||
            lastLine?.replace(/^slipway: /, '') ||
            `The supervisor ended; ${log} has the reason`,
        ),
      );
    });
  });
}

/** Shows the state until it is what was waited for. */
async function follow(
  workspace: Workspace,
  terminal: Terminal,
  staying: Staying,
  signal: AbortSignal,
): Promise<void> {
  const progress = await createProgress(terminal);
  let greeted = false;
  try {
    for (;;) {
      const { running, state } = await observe(workspace);
      if (running && state) {
        progress.show(state);
        if (staying.detach && isFinished(state, staying.wait)) break;
        if (!staying.detach && state.phase === 'complete' && !greeted) {
          progress.show(state);
          progress.end();
          greeted = true;
          terminal.line(await welcome(workspace, state, terminal));
          terminal.line('Ctrl-C stops everything.');
        }
      } else if (greeted) {
        return; // stopped from elsewhere
      }
      if (signal.aborted) return;
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(describeError);
    }
  } finally {
    progress.end();
  }
  const { state } = await observe(workspace);
  if (state) terminal.line(await welcome(workspace, state, terminal));
}

function isFinished(state: StackState, wait: boolean): boolean {
  const failed = state.clusters.find(({ status }) => status === 'failed');
  if (wait && failed) {
    throw new Problem(
      `Cluster ${failed.name} did not start: ${failed.error}; ./slipway up tries again`,
    );
  }
  return state.phase === 'complete' || (!wait && state.phase === 'usable');
}
