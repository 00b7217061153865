import { usageProblem } from '../cli/values.ts';

const UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** The moment that `--since` means: a span before now, as `36h`, or a date. */
export function momentOf(
  verb: string,
  value: string,
  now = Date.now(),
): string {
  const span = /^(\d{1,5})([mhdw])$/.exec(value);
  const moment = span
    ? now - Number(span[1]) * (UNITS[span[2] ?? ''] ?? NaN)
    : Date.parse(/^\d{4}-\d{2}-\d{2}/.test(value) ? value : '');
  if (Number.isFinite(moment)) return new Date(moment).toISOString();
  throw usageProblem(
    verb,
    `--since takes a span as 30m, 36h, 7d or 2w, or a date as 2026-01-31`,
  );
}
