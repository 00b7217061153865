import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { endGroup, processFacts } from './processes.ts';

/** How a child process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What to run, and where its output goes. */
export interface LoggedCommand {
  command: string;
  args: readonly string[];
  cwd: string;
  env?: Readonly<Record<string, string | undefined>>;
  log: string;
  append?: boolean;
  signal?: AbortSignal;
}

/** Runs a command to its end in a process group of its own, with its output in a log file. */
export function runLogged(options: LoggedCommand): Promise<Ended> {
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, options.append ? 'a' : 'w', 0o600);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const end = async () => {
    const facts = child.pid ? await processFacts(child.pid) : undefined;
    if (facts) await endGroup(facts, 5000);
  };
  const onAbort = () => void end();
  options.signal?.addEventListener('abort', onAbort);
  if (options.signal?.aborted) onAbort();
  return new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }).finally(() => options.signal?.removeEventListener('abort', onAbort));
}

/** How a process ended, in words. */
export function describeEnd({ code, signal }: Ended): string {
  return signal ? `was ended by ${signal}` : `exited with status ${code}`;
}
