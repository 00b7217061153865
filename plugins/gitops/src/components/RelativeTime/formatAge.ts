const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
] as const;

/**
 * An age in the largest unit that fits, `3 min ago`.
 *
 * @param milliseconds - may be slightly negative, when two clocks disagree
 */
export function formatAge(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const unit = UNITS.find(one => seconds >= one.seconds);
  return unit
    ? `${Math.floor(seconds / unit.seconds)} ${unit.name} ago`
    : 'just now';
}
