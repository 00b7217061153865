/** One measured figure beside what it is allowed to be. */
export interface Figure {
  name: string;
  value: number;
  unit: 's' | 'GiB';
  goal: number;
}

/** Prints figures as a table, or as JSON lines, and sets a failing exit code when a goal is missed. */
export function report(figures: readonly Figure[], json: boolean): void {
  for (const figure of figures) {
    const held = figure.value <= figure.goal;
    if (!held) process.exitCode = 1;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...figure, held })}\n`
        : `${figure.name.padEnd(52)} ${figure.value.toFixed(1).padStart(8)} ${
            figure.unit
          }   goal ≤ ${figure.goal} ${figure.unit}   ${held ? 'held' : 'MISSED'}\n`,
    );
  }
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
