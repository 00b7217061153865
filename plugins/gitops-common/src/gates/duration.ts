import { countWords } from '../plan/words';

const MINUTE = 60_000;
const UNITS = [
  { letter: 'd', word: 'day', length: 24 * 60 * MINUTE },
  { letter: 'h', word: 'hour', length: 60 * MINUTE },
  { letter: 'm', word: 'minute', length: MINUTE },
] as const;

/** A duration as `environments.yaml` has it, such as `30m`, in milliseconds. */
export function durationMs(duration: string): number {
  const unit = UNITS.find(({ letter }) => duration.endsWith(letter));
  const length = unit && Number(duration.slice(0, -1)) * unit.length;
  if (!length || !Number.isFinite(length)) {
    throw new Error(`"${duration}" is not a duration; write it as 30m`);
  }
  return length;
}

/** A duration in words, rounded down to the largest unit that fits: `30 minutes`, `2 days`. */
export function durationWords(milliseconds: number): string {
  const unit = UNITS.find(({ length }) => milliseconds >= length) ?? UNITS[2];
  return countWords(Math.floor(milliseconds / unit.length), unit.word);
}
