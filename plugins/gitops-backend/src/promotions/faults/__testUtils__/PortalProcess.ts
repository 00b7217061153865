import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '@backstage/types';

/** A replica of the portal that can be killed, paused and woken as a process can. */
export class PortalProcess {
  /** @param directory - for its configuration and its mirror */
  static async start(
    directory: string,
    name: string,
    config: JsonObject,
  ): Promise<PortalProcess> {
    const file = join(directory, `${name}.json`);
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    const child = spawn(
      process.execPath,
      [
        '--no-node-snapshot',
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'portalMain.ts'),
        file,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let complaint = '';
    child.stderr.on('data', chunk => {
      complaint = `${complaint}${chunk}`.slice(-5_000);
    });
    const lines = createInterface({ input: child.stdout });
    const url = await new Promise<string>((resolve, reject) => {
      lines.on('line', line => {
        if (line.includes('"event":"listening"')) {
          resolve(JSON.parse(line).url);
        }
      });
      child.once('exit', () => reject(new Error(`No portal: ${complaint}`)));
    });
    return new PortalProcess(child, url);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Stops it where it is. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  /** Lets it go on where it was. */
  wake(): void {
    this.child.kill('SIGCONT');
  }

  /** Takes it away with `kill -9`, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exited;
    }
  }
}
