import { writeFileAtomically } from '../system/files.ts';
import type { StackState } from './state.ts';

const WRITE_AT_MOST_EVERY_MS = 100;

/** Keeps the state file up to date, without a write for each of many changes at once. */
export class StateWriter {
  readonly #file: string;
  readonly #state: () => StackState;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, state: () => StackState) {
    this.#file = file;
    this.#state = state;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write().catch(error =>
        process.stderr.write(`The state cannot be written: ${error.message}\n`),
      );
    }, WRITE_AT_MOST_EVERY_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#write();
  }

  #write(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => {})
      .then(() =>
        writeFileAtomically(this.#file, JSON.stringify(this.#state()), 0o600),
      );
    return this.#writing;
  }
}
