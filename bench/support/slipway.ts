import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const statusSchema = z.object({
  phase: z.string(),
  error: z.string().nullable(),
  clusters: z.array(z.object({ name: z.string(), kubernetesUrl: z.string() })),
  totalRssBytes: z.number(),
});

/** What a measurement needs of `./slipway status --json`. */
export type Status = z.infer<typeof statusSchema>;

/** The command of one checkout, with an environment of its own. */
export class Slipway {
  readonly checkout: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(checkout: string, env: NodeJS.ProcessEnv = {}) {
    this.checkout = checkout;
    this.#env = { ...process.env, ...env };
  }

  /** Runs a verb to its end and returns what it printed. */
  async run(...args: string[]): Promise<string> {
    const { stdout } = await run(join(this.checkout, 'slipway'), args, {
      cwd: this.checkout,
      env: this.#env,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  }

  async status(): Promise<Status> {
    return statusSchema.parse(JSON.parse(await this.run('status', '--json')));
  }

  /**
   * Waits until the clusters are up too.
   *
   * @throws when the platform fails, or is not complete after `timeoutSeconds`
   */
  async untilComplete(timeoutSeconds: number): Promise<Status> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    for (;;) {
      const status = await this.status();
      if (status.phase === 'complete') return status;
      if (status.phase === 'failed' || Date.now() > deadline) {
        throw new Error(
          `${this.checkout} is ${status.phase} and not complete: ${
            status.error ?? `gave up after ${timeoutSeconds} s`
          }; see ./slipway logs`,
        );
      }
      await delay(500);
    }
  }
}
