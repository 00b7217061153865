import { join } from 'node:path';
import type { Part } from '@slipway/local-cluster';
import { requireFreePorts } from '../system/ports.ts';
import { endGroup, isAlive } from '../system/processes.ts';
import { DEFAULT_PATIENCE, PartRunner } from './part-runner.ts';
import type { Patience } from './part-runner.ts';
import type { PartState } from './state.ts';

/** What a supervisor needs to know. */
export interface SupervisorOptions {
  logsDir: string;
  /** The parts that an earlier supervisor left behind, alive or not. */
  previous?: readonly PartState[];
  patience?: Partial<Patience>;
  changed?: () => void;
}

/** Runs parts in the order of their dependencies, keeps them running, and stops them in reverse order. */
export class Supervisor {
  readonly #logsDir: string;
  readonly #patience: Patience;
  readonly #changed: () => void;
  readonly #runners = new Map<string, PartRunner>();
  readonly #leftBehind = new Map<string, PartState>();
  #stopped: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#logsDir = options.logsDir;
    this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
    this.#changed = options.changed ?? (() => {});
    for (const part of options.previous ?? []) {
      if (part.process) this.#leftBehind.set(part.name, part);
    }
  }

  /** All parts, those included that an earlier supervisor left and nobody asked for yet. */
  get parts(): PartState[] {
    return [
      ...[...this.#runners.values()].map(runner => runner.state),
      ...this.#leftBehind.values(),
    ];
  }

  has(name: string): boolean {
    return this.#runners.has(name);
  }

  /** Starts parts that are not known yet; each starts when the parts it comes after are ready. */
  async add(parts: readonly Part[]): Promise<void> {
    const fresh = parts.filter(part => !this.#runners.has(part.name));
    for (const part of fresh) {
      const previous = this.#leftBehind.get(part.name);
      const lives = previous?.process && (await isAlive(previous.process));
      if (lives) continue;
      await requireFreePorts(
        (part.ports ?? []).map(port => ({
          port,
          part: part.name,
          setting: part.name.split('/')[0] ?? part.name,
        })),
      );
    }
    if (this.#stopped) return;
    for (const part of fresh) {
      this.#runners.set(
        part.name,
        new PartRunner(part, {
          log: join(this.#logsDir, `${part.name.replaceAll('/', '-')}.log`),
          patience: this.#patience,
          changed: this.#changed,
        }),
      );
    }
    for (const part of fresh) {
      const dependencies = Promise.all(
        (part.after ?? []).map(name => this.#runner(name).firstReady),
      );
      this.#runner(part.name).start(
        dependencies,
        this.#leftBehind.get(part.name),
      );
      this.#leftBehind.delete(part.name);
    }
    this.#changed();
  }

  /** Settles when all named parts were ready; rejects as soon as one turns out not to start. */
  async ready(...names: string[]): Promise<void> {
    await Promise.all(names.map(name => this.#runner(name).whenReady()));
  }

  /** Ends what an earlier supervisor left and no part of this one took over. */
  async endLeftBehind(): Promise<void> {
    await Promise.all(
      [...this.#leftBehind.values()].map(async part => {
        if (part.process) {
          await endGroup(part.process, this.#patience.stopGraceMs);
        }
        this.#leftBehind.delete(part.name);
      }),
    );
    this.#changed();
  }

  /** Stops everything: a part stops when all that came after it have stopped. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    const stops = new Map<PartRunner, Promise<void>>();
    const stopAfterDependents = (runner: PartRunner): Promise<void> => {
      const known = stops.get(runner);
      if (known) return known;
      const dependents = [...this.#runners.values()].filter(other =>
        other.part.after?.includes(runner.part.name),
      );
      const stopping = Promise.all(dependents.map(stopAfterDependents)).then(
        () => runner.stop(),
      );
      stops.set(runner, stopping);
      return stopping;
    };
    await Promise.all([
      this.endLeftBehind(),
      ...[...this.#runners.values()].map(stopAfterDependents),
    ]);
  }

  #runner(name: string): PartRunner {
    const runner = this.#runners.get(name);
    if (!runner) throw new Error(`There is no part ${name}`);
    return runner;
  }
}
