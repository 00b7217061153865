import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process that cannot be mistaken for a later one with the same id. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: equal for the same process, different for any other. */
  startTime: string;
}

/** One living process, as far as supervision needs it. */
export interface ProcessFacts extends ProcessIdentity {
  groupId: number;
  rssBytes: number;
}

const PAGE_BYTES = 4096;

/** Lists the living processes; those that ended and were not yet collected are left out. */
export async function listProcesses(): Promise<ProcessFacts[]> {
  if (process.platform === 'linux') {
    const entries = await readdir('/proc');
    const facts = await Promise.all(
      entries.filter(name => /^\d+$/.test(name)).map(factsFromProc),
    );
    return facts.filter(fact => fact !== undefined);
  }
  const { stdout } = await run('ps', ['-axo', 'pid=,pgid=,rss=,stat=,lstart=']);
  return stdout
    .split('\n')
    .map(factsFromPs)
    .filter(fact => fact !== undefined);
}

/** The facts of one process, or undefined when it no longer lives. */
export async function processFacts(
  pid: number,
): Promise<ProcessFacts | undefined> {
  if (process.platform === 'linux') return factsFromProc(String(pid));
  const { stdout } = await run('ps', [
    '-o',
    'pid=,pgid=,rss=,stat=,lstart=',
    '-p',
    String(pid),
  ]).catch(() => ({ stdout: '' }));
  return factsFromPs(stdout.trim());
}

/** Whether exactly this process still lives. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const facts = await processFacts(identity.pid);
  return facts?.startTime === identity.startTime;
}

/**
 * Ends a process and everything in its group: asks, waits, then forces.
 * A group whose number went to an unrelated process is left alone.
 */
export async function endGroup(
  leader: ProcessIdentity,
  graceMs: number,
): Promise<void> {
  const current = await processFacts(leader.pid);
  if (current && current.startTime !== leader.startTime) return;
  signalGroup(leader.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  let forced = false;
  while (await groupLives(leader.pid)) {
    if (Date.now() >= deadline) {
      if (forced && Date.now() >= deadline + graceMs + 5000) return;
      signalGroup(leader.pid, 'SIGKILL');
      forced = true;
    }
    await sleep(50);
  }
}

async function groupLives(groupId: number): Promise<boolean> {
  try {
    process.kill(-groupId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // The group may hold nothing but ended processes that nobody collected.
  const processes = await listProcesses();
  return processes.some(facts => facts.groupId === groupId);
}

function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function factsFromProc(pid: string): Promise<ProcessFacts | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name is in parentheses and may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , groupId] = fields;
  const startTime = fields[19];
  const pages = fields[21];
  if (!startTime || !groupId || state === 'Z' || state === 'X') {
    return undefined;
  }
  return {
    pid: Number(pid),
    groupId: Number(groupId),
    startTime,
    rssBytes: Number(pages) * PAGE_BYTES,
  };
}

function factsFromPs(line: string): ProcessFacts | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  if (!match || match[4]?.startsWith('Z')) return undefined;
  return {
    pid: Number(match[1]),
    groupId: Number(match[2]),
    rssBytes: Number(match[3]) * 1024,
    startTime: match[5] ?? '',
  };
}
