import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Options of {@link withLock}. */
export interface LockOptions {
  /** Called once when another process holds the lock. */
  onWait(holder: number): void;
  signal?: AbortSignal;
}

/**
 * Runs `work` while this process alone holds the lock file `path`. A lock whose
 * holder has ended is taken over; should two processes do that at once, both
 * build, which costs time and breaks nothing.
 */
export async function withLock<T>(
  path: string,
  { onWait, signal }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  let waiting = false;
  while (!(await take(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (!isRunning(holder)) {
      await rm(path, { force: true });
    } else {
      if (!waiting) {
        waiting = true;
        onWait(holder);
      }
      await delay(500, undefined, { signal });
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
