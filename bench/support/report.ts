/** One measured figure beside what it is allowed to be. */
export interface Figure {
  name: string;
  value: number;
  unit: 's' | 'ms' | 'GiB' | 'MiB' | 'KiB' | '×' | 'calls' | 'failures';
  goal: number;
  /** Whether more than the goal is better; without it, less is. */
  atLeast?: boolean;
}

/** Prints figures as a table, or as JSON lines, and sets a failing exit code when a goal is missed. */
export function report(figures: readonly Figure[], json: boolean): void {
  for (const figure of figures) {
    const { value, goal, atLeast = false } = figure;
    const held = atLeast ? value >= goal : value <= goal;
    if (!held) process.exitCode = 1;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...figure, held })}\n`
        : `${figure.name.padEnd(52)} ${value.toFixed(1).padStart(8)} ${
            figure.unit
          }   goal ${atLeast ? '≥' : '≤'} ${goal} ${figure.unit}   ${held ? 'held' : 'MISSED'}\n`,
    );
  }
}

/** How many times faster than a peer something is. */
export function faster(name: string, value: number, goal: number): Figure {
  return { name, value, goal, unit: '×', atLeast: true };
}

/** Seconds that `work` takes, with its result. */
export async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (
    ((sorted[Math.ceil(middle) - 1] ?? NaN) +
      (sorted[Math.floor(middle)] ?? NaN)) /
    2
  );
}
