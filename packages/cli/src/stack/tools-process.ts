import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tools } from '@slipway/local-cluster';
import { Problem } from '../problem.ts';
import type { Workspace } from '../workspace.ts';

/** What the process that makes the tools says about its work. */
export type ToolsMessage =
  | { kind: 'progress'; text: string }
  | { kind: 'done'; tools: Tools }
  | { kind: 'failed'; reason: string };

/** Options of `prepareTools`. */
export interface ToolsOptions {
  workspace: Workspace;
  log: string;
  progress(text: string): void;
  signal?: AbortSignal;
}

/**
 * Finds or compiles the cluster tools in a process of low priority, so that what a person waits for comes first.
 */
export function prepareTools(options: ToolsOptions): Promise<Tools> {
  const { workspace, log, progress, signal } = options;
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w', 0o600);
  const child = fork(
    join(workspace.root, 'packages/cli/src/main.ts'),
    ['tools'],
    {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      cwd: workspace.root,
      stdio: ['ignore', output, output, 'ipc'],
      detached: true,
    },
  );
  closeSync(output);
  const end = () => {
    if (child.pid && child.exitCode === null) {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // it ended between the look and the signal
      }
    }
  };
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  return new Promise<Tools>((resolve, reject) => {
    child.on('message', (message: ToolsMessage) => {
      if (message.kind === 'progress') progress(message.text);
      if (message.kind === 'done') resolve(message.tools);
      if (message.kind === 'failed') reject(new Problem(message.reason));
    });
    child.once('error', reject);
    child.once('exit', code =>
      reject(
        new Problem(
          `The cluster tools were not finished (status ${code}); ${log} has the reason, ./slipway up tries again`,
        ),
      ),
    );
  }).finally(() => signal?.removeEventListener('abort', end));
}
