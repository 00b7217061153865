import { readFile } from 'node:fs/promises';

/** Linux counts in these, on every machine that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** Fields behind the name of the process, which may have blanks in it. */
const CHILD_USER = 13;
const CHILD_SYSTEM = 14;

/** Seconds that processors have worked for child processes that ended: whatever else a machine does, it does not stretch them. */
export async function secondsOfChildren(): Promise<number> {
  const text = await readFile('/proc/self/stat', 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (
    (Number(fields[CHILD_USER]) + Number(fields[CHILD_SYSTEM])) /
    TICKS_PER_SECOND
  );
}
