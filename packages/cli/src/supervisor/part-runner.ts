import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '@slipway/local-cluster';
import { describeError } from '../problem.ts';
import { endGroup, isAlive } from '../system/processes.ts';
import { backoff, STABLE_AFTER_MS } from './backoff.ts';
import { deferred } from './deferred.ts';
import { adoptProcess, fingerprint, startProcess } from './running-process.ts';
import type { RunningProcess } from './running-process.ts';
import type { PartState, PartStatus } from './state.ts';

/** How patient supervision is; the defaults are the product's, tests shorten them. */
export interface Patience {
  probeEveryMs: number;
  probeTimeoutMs: number;
  startTimeoutMs: number;
  watchEveryMs: number;
  stopGraceMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  probeEveryMs: 200,
  probeTimeoutMs: 5000,
  startTimeoutMs: 180_000,
  watchEveryMs: 10_000,
  stopGraceMs: 15_000,
};

const SILENT_PROBES_ALLOWED = 3;
const STARTS_BEFORE_GIVING_UP_THE_WAIT = 4;

/** Keeps one part running: starts it, tells when it is ready, restarts it with back-off, stops it. */
export class PartRunner {
  readonly part: Part;
  readonly state: PartState;
  readonly #patience: Patience;
  readonly #changed: () => void;
  readonly #stopping = new AbortController();
  #current: RunningProcess | undefined;
  #loop: Promise<void> | undefined;
  readonly #firstReady = deferred();
  readonly #givenUp = deferred<never>();
  #startsInVain = 0;

  constructor(
    part: Part,
    options: { log: string; patience: Patience; changed: () => void },
  ) {
    this.part = part;
    this.#patience = options.patience;
    this.#changed = options.changed;
    this.state = {
      name: part.name,
      status: 'waiting',
      since: Date.now(),
      restarts: 0,
      log: options.log,
      fingerprint: fingerprint(part),
    };
    this.#givenUp.promise.catch(() => {});
  }

  /** Settles when the part was ready once, however long that takes. */
  get firstReady(): Promise<void> {
    return this.#firstReady.promise;
  }

  /** Like `firstReady`, but rejects when the part ended several times before that, or was stopped. */
  whenReady(): Promise<void> {
    return Promise.race([this.#firstReady.promise, this.#givenUp.promise]);
  }

  /** Starts to keep the part running, once `dependencies` are there. `previous` is what an earlier supervisor left. */
  start(dependencies: Promise<unknown>, previous?: PartState): void {
    this.#loop ??= this.#keepRunning(dependencies, previous);
  }

  async stop(): Promise<void> {
    if (this.state.status !== 'stopped') this.#show('stopping');
    this.#stopping.abort();
    if (this.#current) {
      await endGroup(this.#current.identity, this.#patience.stopGraceMs);
    }
    await this.#loop;
    this.state.process = undefined;
    this.#show('stopped');
    this.#givenUp.reject(new Error(`${this.part.name} was stopped`));
  }

  async #keepRunning(
    dependencies: Promise<unknown>,
    previous?: PartState,
  ): Promise<void> {
    const stopped = this.#stopping.signal;
    let adoptable = await this.#adoptable(previous);
    if (!adoptable) await this.#untilStopped(dependencies);
    let endsInARow = 0;
    while (!stopped.aborted) {
      const startedAt = Date.now();
      const reason = await this.#runOnce(adoptable).catch(describeError);
      adoptable = undefined;
      if (stopped.aborted) return;
      endsInARow =
        Date.now() - startedAt > STABLE_AFTER_MS ? 1 : endsInARow + 1;
      this.#startsInVain += 1;
      if (this.#startsInVain >= STARTS_BEFORE_GIVING_UP_THE_WAIT) {
        this.#givenUp.reject(
          new Error(
            `${this.part.name} does not start: it ${reason}; see ${this.state.log}`,
          ),
        );
      }
      this.state.restarts += 1;
      this.#show('restarting', reason);
      await sleep(backoff(endsInARow), undefined, { signal: stopped }).catch(
        () => {},
      );
    }
  }

  /** One life of the process; settles with the reason of its end. */
  async #runOnce(adoptable?: PartState): Promise<string> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopping.signal]);
    try {
      if (adoptable?.process) {
        this.#current = adoptProcess(adoptable.process, signal);
        this.state.startedAt = adoptable.startedAt;
      } else {
        await this.#untilStopped(this.part.prepare?.());
        if (signal.aborted) return 'was stopped';
        this.#current = await startProcess(this.part, this.state.log);
        this.state.startedAt = Date.now();
      }
      const running = this.#current;
      this.state.process = running.identity;
      this.#show('starting', this.state.reason);
      if (this.#stopping.signal.aborted) {
        await endGroup(running.identity, this.#patience.stopGraceMs);
      }
      const silent = this.#watch(signal);
      const reason = await Promise.race([running.ended, silent]);
      // Whatever it left in its group would be in the way of the next start.
      await endGroup(running.identity, this.#patience.stopGraceMs);
      return reason;
    } finally {
      over.abort();
      this.#current = undefined;
      this.state.process = undefined;
    }
  }

  /** Probes until the part is ready, then keeps an eye on it. Settles only when it does not get ready in time. */
  async #watch(signal: AbortSignal): Promise<string> {
    const deadline = Date.now() + this.#patience.startTimeoutMs;
    let ready = false;
    let silent = 0;
    while (!signal.aborted) {
      const answered = await this.#probe(signal);
      if (signal.aborted) break;
      if (answered) {
        silent = 0;
        ready = true;
        this.#startsInVain = 0;
        if (this.state.status !== 'ready') this.#show('ready');
        this.#firstReady.resolve();
      } else if (ready) {
        silent += 1;
        if (
          silent >= SILENT_PROBES_ALLOWED &&
          this.state.status !== 'not answering'
        ) {
          this.#show('not answering', `did not answer ${silent} probes`);
        }
      } else if (Date.now() > deadline) {
        return `was not ready within ${this.#patience.startTimeoutMs / 1000} s`;
      }
      await sleep(
        ready ? this.#patience.watchEveryMs : this.#patience.probeEveryMs,
        undefined,
        { signal },
      ).catch(() => {});
    }
    return new Promise(() => {});
  }

  async #probe(signal: AbortSignal): Promise<boolean> {
    const timeout = AbortSignal.any([
      signal,
      AbortSignal.timeout(this.#patience.probeTimeoutMs),
    ]);
    // A probe that does not listen to its signal must not hold up supervision.
    const silence = new Promise<false>(resolve => {
      timeout.addEventListener('abort', () => resolve(false), { once: true });
    });
    try {
      return await Promise.race([this.part.ready(timeout), silence]);
    } catch {
      return false; // not serving yet is what the probe is there to find out
    }
  }

  async #adoptable(previous?: PartState): Promise<PartState | undefined> {
    if (!previous?.process) return undefined;
    if (
      previous.fingerprint === this.state.fingerprint &&
      (await isAlive(previous.process))
    ) {
      this.state.restarts = previous.restarts;
      return previous;
    }
    await endGroup(previous.process, this.#patience.stopGraceMs);
    return undefined;
  }

  async #untilStopped(work: Promise<unknown> | undefined): Promise<void> {
    const stopped = new Promise<void>(resolve => {
      this.#stopping.signal.addEventListener('abort', () => resolve(), {
        once: true,
      });
    });
    await Promise.race([stopped, work]);
  }

  #show(status: PartStatus, reason?: string): void {
    this.state.status = status;
    this.state.since = Date.now();
    if (reason !== undefined || status === 'stopping') {
      this.state.reason = reason;
    }
    this.#changed();
  }
}
