import { RenderError } from '../RenderError';
import type { WorkerAnswer, WorkerData, WorkerMessage } from './messages';
import { RenderWorker } from './RenderWorker';
import { Slots, type SlotOptions } from './Slots';

/** A share of the memory limit that only unusual work fills; such memory is not kept. */
const KEPT_SHARE = 0.5;

/** Options of {@link WorkerPool}. */
export interface WorkerPoolOptions extends WorkerData {
  workers: number;
  timeoutMs: number;
}

/** Asks one worker; may be called several times while a job has it. */
export type Ask = (
  message: WorkerMessage,
) => Promise<Extract<WorkerAnswer, { kind: 'done' | 'missing' }>>;

/** Workers that are started when they are needed, and replaced when they fail. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #slots: Slots;
  readonly #idle: RenderWorker[] = [];
  readonly #all = new Set<RenderWorker>();
  /** What each worker did last. */
  readonly #keys = new WeakMap<RenderWorker, string>();
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#slots = new Slots(options.workers);
  }

  /**
   * Runs `job` with a worker of its own. When a worker crashes that did other work before, that work
   * may be to blame, so the job is run once more with a new worker. Jobs with the same key are done
   * by one worker, one after another, where that makes nobody wait: it remembers what they share.
   */
  run<T>(
    job: (ask: Ask) => Promise<T>,
    { key, signal }: SlotOptions = {},
  ): Promise<T> {
    return this.#slots.run(
      async () => {
        this.#refuseIfClosed();
        const worker = this.#take(key);
        const used = !worker.fresh;
        try {
          return await this.#runWith(worker, job, signal);
        } catch (error) {
          if (!used || !isCrash(error) || signal?.aborted) throw error;
          return await this.#runWith(this.#start(), job, signal);
        }
      },
      { key, signal },
    );
  }

  #take(key: string | undefined): RenderWorker {
    const at = this.#idle.findLastIndex(one => this.#keys.get(one) === key);
    const [worker = this.#start()] = this.#idle.splice(at, 1);
    if (key !== undefined) this.#keys.set(worker, key);
    return worker;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map(worker => worker.end()));
    this.#all.clear();
  }

  async #runWith<T>(
    worker: RenderWorker,
    job: (ask: Ask) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const { timeoutMs, memoryBytes } = this.#options;
    try {
      return await job(message => {
        signal?.throwIfAborted();
        return worker.call(message, timeoutMs);
      });
    } catch (error) {
      this.#refuseIfClosed();
      throw error;
    } finally {
      if (!worker.ended && worker.memoryBytes > memoryBytes * KEPT_SHARE) {
        await worker.end();
      }
      if (worker.ended) this.#all.delete(worker);
      else this.#idle.push(worker);
    }
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new Error('The renderer is closed');
  }

  #start(): RenderWorker {
    const worker = new RenderWorker(this.#options);
    this.#all.add(worker);
    return worker;
  }
}

function isCrash(error: unknown): boolean {
  return (
    error instanceof RenderError &&
    (error.reason === 'crashed' || error.reason === 'memory')
  );
}
