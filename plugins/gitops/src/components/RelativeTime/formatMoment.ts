/**
 * A moment in the words and the time zone of whoever reads it, `Nov 3, 2026, 14:05:09 UTC`.
 *
 * @param moment - ISO 8601
 */
export function formatMoment(moment: string): string {
  return new Date(moment).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
}
