import { duration } from './format.ts';

const SPEAK_AFTER_MS = 2000;
const REPEAT_EVERY_MS = 15_000;

/** Says on standard error what is waited for, once that takes longer than people wait without a word. */
export async function withPatience<T>(
  what: string,
  work: Promise<T>,
): Promise<T> {
  const startedAt = Date.now();
  const speak = () =>
    process.stderr.write(`${what}: ${duration(Date.now() - startedAt)}\n`);
  let repeat: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    process.stderr.write(`${what} …\n`);
    repeat = setInterval(speak, REPEAT_EVERY_MS);
  }, SPEAK_AFTER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(repeat);
  }
}
