import { Worker } from 'node:worker_threads';
import { packageFile } from '../packageFile';
import { RenderError } from '../RenderError';
import type { WorkerAnswer, WorkerData, WorkerMessage } from './messages';

/** Includes what the program does once; a busy machine takes ten times the usual 3 s. */
const START_MS = 60_000;
const HEAP_MIB = 512;
/** Requests and results, which are soon of no use; more room for them is only filled, and kept. */
const YOUNG_HEAP_MIB = 8;

/** One worker thread. It answers one message at a time; after a failure it has ended. */
export class RenderWorker {
  readonly #worker: Worker;
  readonly #ready: Promise<WorkerAnswer>;
  readonly #memoryMiB: number;
  /** Set while an answer is waited for. */
  #settle?: (answer: WorkerAnswer | Error) => void;
  #calls = 0;
  #ended = false;
  #memoryBytes = 0;

  constructor(data: WorkerData) {
    this.#memoryMiB = Math.floor(data.memoryBytes / 1024 ** 2);
    this.#worker = new Worker(packageFile('worker', 'main.cjs'), {
      workerData: data,
      // Nothing of this process leaks in: neither its loaders nor its secrets.
      execArgv: [],
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: HEAP_MIB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MIB,
      },
    });
    this.#worker.on('message', answer => this.#settle?.(answer));
    this.#worker.on('error', cause => this.#fail(cause));
    this.#worker.on('exit', () => {
      this.#ended = true;
      this.#fail(new Error('the worker ended by itself'));
    });
    this.#ready = this.#answer(START_MS);
    // Whoever calls first meets the failure.
    this.#ready.catch(() => undefined);
  }

  /** Whether nothing was ever asked of it. */
  get fresh(): boolean {
    return this.#calls === 0;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** How much memory its program has come to use. */
  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** @throws RenderError when the worker could not answer; it is ended then */
  async call(message: WorkerMessage, timeoutMs: number) {
    try {
      await this.#ready;
      this.#calls++;
      const answer = this.#answer(timeoutMs);
      this.#worker.postMessage(message);
      const answered = await answer;
      switch (answered.kind) {
        case 'done':
          this.#memoryBytes = answered.memoryBytes;
          return answered;
        case 'missing':
          return answered;
        case 'broken':
          throw this.#crashed(
            new Error(answered.message),
            answered.outOfMemory,
          );
        default:
          throw this.#crashed(new Error('it started twice'), false);
      }
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #answer(timeoutMs: number): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#settle?.(
          new RenderError(
            'timeout',
            `Rendering took longer than ${timeoutMs / 1000} s and was ended; simplify the manifests or split the deployment`,
          ),
        );
      }, timeoutMs);
      this.#settle = answer => {
        clearTimeout(timer);
        this.#settle = undefined;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
    });
  }

  #fail(cause: Error): void {
    const { code } = cause as NodeJS.ErrnoException;
    this.#settle?.(this.#crashed(cause, code === 'ERR_WORKER_OUT_OF_MEMORY'));
  }

  #crashed(cause: Error, outOfMemory: boolean): RenderError {
    return outOfMemory
      ? new RenderError(
          'memory',
          `Rendering needed more than ${this.#memoryMiB} MiB of memory and was ended; simplify the manifests or split the deployment`,
          {},
          { cause },
        )
      : new RenderError(
          'crashed',
          'The renderer crashed on these manifests; simplify what changed last, and report this',
          {},
          { cause },
        );
  }
}
