import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { allocatorSettings } from '../../packages/cli/src/stack/allocator.ts';

const outcomeSchema = z.object({
  seconds: z.number(),
  processorSeconds: z.number(),
  each: z.array(z.number()),
  digests: z.array(z.string()),
  poolMiB: z.number(),
});

const messageSchema = z.looseObject({
  outcome: outcomeSchema.optional(),
  error: z.string().optional(),
});

/** What came of one order to the renderer. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** Lets a child process run the portal's sources. */
export const portalArguments = [
  '--require',
  createRequire(import.meta.url).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  ),
];

/** The portal's renderer in a process of its own. */
export class MeasuredRenderer {
  readonly #process: ChildProcess = fork(
    join(import.meta.dirname, '../../packages/renderer/measure/main.ts'),
    {
      execArgv: ['--expose-gc', ...portalArguments],
      // As the portal is started.
      env: { ...process.env, ...allocatorSettings },
    },
  );

  open(wasm: string, repository: string): Promise<Outcome> {
    return this.#ask({ op: 'open', wasm, repository });
  }

  edit(path: string, append: string): Promise<Outcome> {
    return this.#ask({ op: 'edit', path, append });
  }

  render(paths: readonly string[], oneByOne = false): Promise<Outcome> {
    return this.#ask({ op: 'render', paths, oneByOne });
  }

  async close(): Promise<void> {
    await this.#ask({ op: 'close' });
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  async #ask(order: object): Promise<Outcome> {
    this.#process.send(order);
    // The loader of the sources has messages of its own.
    const messages = on(this.#process, 'message', { close: ['exit'] });
    for await (const [message] of messages) {
      const { outcome, error } = messageSchema.parse(message);
      if (error) throw new Error(`The renderer failed: ${error}`);
      if (outcome) return outcome;
    }
    throw new Error('The renderer ended');
  }
}
