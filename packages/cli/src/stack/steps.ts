import { describeError } from '../problem.ts';
import type { StepState } from '../supervisor/state.ts';

/** What a running step can tell about itself. */
export interface StepReporter {
  /** One short line of progress, shown while the step runs. */
  detail(text: string): void;
}

/** What a step is called, and where the rest of its output is. */
export interface StepInfo {
  id: string;
  title: string;
  log?: string;
}

/** The pieces of work of one `up`, with their progress. */
export class Steps {
  readonly states: StepState[] = [];
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Runs one step; `'skipped'` as its result says that there was nothing to do. */
  async run<T>(
    info: StepInfo,
    work: (step: StepReporter) => Promise<T>,
  ): Promise<T> {
    const state: StepState = {
      ...info,
      status: 'running',
      startedAt: Date.now(),
    };
    const before = this.states.findIndex(({ id }) => id === info.id);
    if (before >= 0) this.states.splice(before, 1, state);
    else this.states.push(state);
    this.#changed();
    const detail = (text: string) => {
      state.detail = text;
      this.#changed();
    };
    try {
      const result = await work({ detail });
      state.status = result === 'skipped' ? 'skipped' : 'done';
      return result;
    } catch (error) {
      state.status = 'failed';
      state.error = describeError(error);
      throw error;
    } finally {
      state.endedAt = Date.now();
      state.detail = undefined;
      this.#changed();
    }
  }
}
