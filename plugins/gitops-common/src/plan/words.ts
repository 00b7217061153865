/** Names as in a sentence: `yc`, `yc and vk`, `a, b, c and 4 more`. */
export function listWords(names: readonly string[], most = 5): string {
  const shown =
    names.length > most
      ? [...names.slice(0, most - 1), `${names.length - most + 1} more`]
      : names;
  const last = shown.at(-1) ?? '';
  return shown.length > 1
    ? `${shown.slice(0, -1).join(', ')} and ${last}`
    : last;
}

/** A number with its noun: `1 object`, `3 objects`. */
export function countWords(count: number, noun: string): string {
  const plural = noun.replace(/([^aeiou])y$/, '$1ie');
  return `${count} ${count === 1 ? noun : `${plural}s`}`;
}

/** The values without repetitions, in order of their first appearance. */
export function distinct<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}

/** Groups values by a key, in order of its first appearance. */
export function groupBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) {
      group.push(value);
    } else {
      groups.set(key, [value]);
    }
  }
  return groups;
}
