import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Part } from '@slipway/local-cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processFacts } from '../system/processes.ts';
import type { ProcessIdentity } from '../system/processes.ts';
import { describeEnd } from '../system/run.ts';

const ADOPTED_POLL_MS = 250;

/** A part's process, whether we started it or took it over. */
export interface RunningProcess {
  identity: ProcessIdentity;
  /** Settles with the reason when the process has ended. */
  ended: Promise<string>;
}

/** Starts a part in a process group of its own. It writes into its log itself, so it outlives a killed supervisor. */
export async function startProcess(
  part: Part,
  logFile: string,
): Promise<RunningProcess> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(part.command, part.args, {
    cwd: part.cwd,
    env: { ...process.env, ...part.env },
    stdio: ['ignore', log, log],
    detached: true,
    ...(part.user ? { uid: part.user.uid, gid: part.user.gid } : {}),
  });
  closeSync(log);
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) =>
      resolve(describeEnd({ code, signal })),
    );
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', cause =>
      reject(new Error(`${part.command} cannot be started`, { cause })),
    );
  });
  const pid = child.pid ?? 0;
  const facts = await processFacts(pid);
  return {
    identity: { pid, startTime: facts?.startTime ?? 'ended' },
    ended,
  };
}

/** Watches a process that an earlier supervisor started. */
export function adoptProcess(
  identity: ProcessIdentity,
  signal: AbortSignal,
): RunningProcess {
  const watch = async () => {
    while (!signal.aborted && (await isAlive(identity))) {
      await sleep(ADOPTED_POLL_MS);
    }
    return 'ended';
  };
  return { identity, ended: watch() };
}

/** Equal for two parts whose process would be the same. */
export function fingerprint(part: Part): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        part.command,
        part.args,
        part.cwd ?? '',
        Object.entries(part.env ?? {}).sort(),
        part.user ?? null,
      ]),
    )
    .digest('hex')
    .slice(0, 16);
}
