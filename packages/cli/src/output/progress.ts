import type { StackState, StepState } from '../supervisor/state.ts';
import { duration } from './format.ts';
import type { Terminal } from './terminal.ts';

const REPEAT_AFTER_MS = 20_000;

/** Shows how `up` gets on. */
export interface Progress {
  show(state: StackState): void;
  end(): void;
}

/** One line a change, and a sign of life when nothing changed for a while. */
class LineProgress implements Progress {
  readonly #terminal: Terminal;
  readonly #shown = new Map<string, string>();
  readonly #restarts = new Map<string, number>();
  #lastLineAt = Date.now();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(state: StackState): void {
    for (const step of state.steps) {
      const key = `${step.status}${step.startedAt}`;
      if (this.#shown.get(step.id) === key) continue;
      this.#shown.set(step.id, key);
      this.#line(stepLine(step, this.#terminal));
    }
    for (const part of state.parts) {
      const before = this.#restarts.get(part.name) ?? part.restarts;
      this.#restarts.set(part.name, part.restarts);
      if (part.restarts > before) {
        this.#line(`${part.name} ${part.reason} and is restarted`);
      }
    }
    if (Date.now() - this.#lastLineAt > REPEAT_AFTER_MS) {
      const running = state.steps.filter(({ status }) => status === 'running');
      for (const step of running) this.#line(stepLine(step, this.#terminal));
    }
  }

  end(): void {}

  #line(text: string): void {
    this.#terminal.line(text);
    this.#lastLineAt = Date.now();
  }
}

/** A block of lines that is drawn anew. */
class LiveProgress implements Progress {
  readonly #terminal: Terminal;
  readonly #draw: ((text: string) => void) & { done(): void };

  constructor(
    terminal: Terminal,
    draw: ((text: string) => void) & { done(): void },
  ) {
    this.#terminal = terminal;
    this.#draw = draw;
  }

  show(state: StackState): void {
    const lines = state.steps.map(step => stepLine(step, this.#terminal));
    const troubled = state.parts.filter(
      part => part.status === 'restarting' || part.status === 'not answering',
    );
    for (const part of troubled) {
      lines.push(
        this.#terminal.style(
          'yellow',
          `! ${part.name} is ${part.status}: it ${part.reason}; log: ${part.log}`,
        ),
      );
    }
    this.#draw(lines.join('\n'));
  }

  end(): void {
    this.#draw.done();
  }
}

/** A step as colour, shape and word, with its time. */
export function stepLine(step: StepState, terminal: Terminal): string {
  const took = duration((step.endedAt ?? Date.now()) - step.startedAt);
  switch (step.status) {
    case 'done':
      return `${terminal.style('green', '✔ done   ')} ${step.title} (${took})`;
    case 'skipped':
      return `${terminal.style('green', '✔ current')} ${step.title}`;
    case 'failed':
      return `${terminal.style('red', '✘ failed ')} ${step.title}: ${step.error}`;
    default:
      return [
        terminal.style('cyan', '▸ running'),
        `${step.title} (${took})`,
        step.detail && `${step.detail}`,
        step.log && terminal.style('dim', `log: ${step.log}`),
      ]
        .filter(Boolean)
        .join(' ');
  }
}

/** Live lines on a terminal, otherwise a line for each change. */
export async function createProgress(terminal: Terminal): Promise<Progress> {
  if (!terminal.interactive) return new LineProgress(terminal);
  const { createLogUpdate } = await import('log-update');
  return new LiveProgress(terminal, createLogUpdate(process.stdout));
}
