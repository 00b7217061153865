import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../part.ts';

/** Runs parts for a test: no back-off, no state, everything ends with `stop`. */
export class RunningParts {
  readonly #parts: Map<string, Part>;
  readonly #processes = new Map<string, ChildProcess>();
  readonly #started = new Map<string, Promise<void>>();
  readonly #logs: string;

  constructor(parts: readonly Part[], logs: string) {
    this.#parts = new Map(parts.map(part => [part.name, part]));
    this.#logs = logs;
    mkdirSync(logs, { recursive: true });
  }

  /** Starts a part after those it needs; resolves when it is ready. */
  start(name: string): Promise<void> {
    const started = this.#started.get(name) ?? this.#launch(name);
    this.#started.set(name, started);
    return started;
  }

  startAll(): Promise<unknown> {
    return Promise.all([...this.#parts.keys()].map(name => this.start(name)));
  }

  /** Process id of a running part. */
  pid(name: string): number {
    return this.#processes.get(name)?.pid ?? 0;
  }

  /** Kills a part without warning, starts it again, resolves when it is ready. */
  async crash(name: string): Promise<void> {
    await this.#end(name, 'SIGKILL');
    await this.#launch(name);
  }

  async stop(): Promise<void> {
    const names = [...this.#processes.keys()].reverse();
    await Promise.all(names.map(name => this.#end(name, 'SIGKILL')));
  }

  async #launch(name: string): Promise<void> {
    const part = this.#parts.get(name);
    if (!part) {
      throw new Error(`there is no part ${name}`);
    }
    await Promise.all((part.after ?? []).map(other => this.start(other)));
    await part.prepare?.();
    const log = openSync(
      join(this.#logs, `${name.replace('/', '-')}.log`),
      'a',
    );
    const child = spawn(part.command, part.args, {
      cwd: part.cwd,
      env: { ...process.env, ...part.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#processes.set(name, child);
    const failed = new Promise<never>((_, reject) => {
      child.on('error', reject);
      child.on('exit', code => reject(new Error(`${name} ended: ${code}`)));
    });
    failed.catch(() => undefined);
    await Promise.race([this.#becomesReady(part), failed]);
  }

  async #becomesReady(part: Part): Promise<void> {
    const deadline = AbortSignal.timeout(120_000);
    while (!(await part.ready(AbortSignal.timeout(2_000)))) {
      await delay(100, undefined, { signal: deadline });
    }
  }

  async #end(name: string, signal: NodeJS.Signals): Promise<void> {
    const child = this.#processes.get(name);
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = new Promise(resolve => child.once('exit', resolve));
      child.kill(signal);
      await exited;
    }
  }
}
