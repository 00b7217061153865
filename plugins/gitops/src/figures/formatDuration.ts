const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
] as const;

/** A length of time in the largest unit that fits, `4.2 h`: two digits are as much as a median is worth. */
export function formatDuration(milliseconds: number): string {
  const unit = UNITS.find(({ ms }) => milliseconds >= ms);
  if (!unit) {
    return `${Math.round(milliseconds / 1000)} s`;
  }
  const amount = milliseconds / unit.ms;
  return `${amount < 10 ? Number(amount.toFixed(1)) : Math.round(amount)} ${unit.name}`;
}
