import { readFile } from 'node:fs/promises';

/** Linux counts in these, on every machine that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** Fields behind the name of the process, which may have blanks in it: user and system time. */
const OWN = [11, 12];
const OF_CHILDREN = [13, 14];

/**
 * Seconds that processors have worked for a process and those of its children that ended.
 *
 * @param pid - of the process; without it, for the children of this one alone
 */
export async function processorSeconds(pid?: number): Promise<number> {
  const text = await readFile(`/proc/${pid ?? 'self'}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const counted = pid === undefined ? OF_CHILDREN : [...OWN, ...OF_CHILDREN];
  return (
    counted.reduce((sum, field) => sum + Number(fields[field]), 0) /
    TICKS_PER_SECOND
  );
}
