/** A field that differs between two values, by its path. */
export interface Difference {
  path: string;
  left: unknown;
  right: unknown;
}

/** Every field in which two values differ. Things with names are compared by them. */
export function differences(
  left: unknown,
  right: unknown,
  path = '',
): Difference[] {
  const [one, other] = [fields(left), fields(right)];
  if (!one || !other) {
    return JSON.stringify(left) === JSON.stringify(right)
      ? []
      : [{ path, left, right }];
  }
  return [...new Set([...one.keys(), ...other.keys()])].flatMap(key =>
    differences(
      one.get(key),
      other.get(key),
      path === '' ? key : `${path}.${key}`,
    ),
  );
}

function fields(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  return new Map(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      Array.isArray(value) ? (nameOf(child) ?? key) : key,
      child,
    ]),
  );
}

function nameOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'name' in item
    ? String(item.name)
    : undefined;
}
