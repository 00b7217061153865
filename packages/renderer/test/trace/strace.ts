import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readTrace, REFUSED, type Trace, TRACED } from './calls.ts';

/**
 * Runs a process of Node.js under strace, with all its threads and children.
 *
 * @returns what it wrote, and the calls that it made
 * @throws when there is no strace, or the process fails
 */
export async function strace(
  args: readonly string[],
): Promise<{ output: string; trace: Trace }> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-trace-'));
  const file = join(folder, 'calls');
  try {
    const child = spawn(
      'strace',
      [
        ...['--follow-forks', '--seccomp-bpf', '--quiet=all'],
        ...['--string-limit=4096', `--trace=${TRACED}`, `--output=${file}`],
        // Event loops use a ring where they can, and calls where they cannot.
        `--inject=${REFUSED}:error=ENOSYS`,
        process.execPath,
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output, [code]] = await Promise.all([
      text(child.stdout),
      once(child, 'close'),
    ]);
    if (code !== 0) throw new Error(`What was traced ended with code ${code}`);
    return { output, trace: readTrace(await readFile(file, 'utf8')) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(
        'There is no strace, which only Linux has; install it with "apt-get install strace" or what your distribution has instead',
        { cause: error },
      );
    }
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}
