import type { Fault } from './config.ts';

interface Armed {
  fault: Fault;
  path: RegExp;
  left: number;
}

/** The faults that a test has asked for, counted down as requests meet them. */
export class Faults {
  #armed: Armed[] = [];

  constructor(faults: readonly Fault[]) {
    this.set(faults);
  }

  /**
   * Replaces all faults.
   * @throws SyntaxError when a path is no regular expression.
   */
  set(faults: readonly Fault[]): void {
    this.#armed = faults.map(fault => ({
      fault,
      path: new RegExp(fault.match.path),
      left: fault.times,
    }));
  }

  /** The fault that this request meets, if any; takes one from its count. */
  take(method: string, path: string): Fault | undefined {
    const hit = this.#armed.find(
      ({ fault, path: pattern, left }) =>
        left > 0 &&
        (fault.match.method === '*' ||
          fault.match.method.toUpperCase() === method) &&
        pattern.test(path),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    return hit.fault;
  }
}
