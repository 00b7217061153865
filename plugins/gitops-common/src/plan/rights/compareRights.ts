import type { Right, Rights } from './rights';

/**
 * What a project gains and loses. A right that another one covers, such as one namespace beside `*`, is
 * neither; that something is no longer forbidden is a gain.
 */
export function compareRights(
  before: Rights,
  after: Rights,
): { widened: string[]; narrowed: string[] } {
  return {
    widened: [
      ...missing(after.allowed, before.allowed),
      ...missing(before.forbidden, after.forbidden).map(
        words => `no longer forbidden: ${words}`,
      ),
    ],
    narrowed: [
      ...missing(before.allowed, after.allowed),
      ...missing(after.forbidden, before.forbidden).map(
        words => `now forbidden: ${words}`,
      ),
    ],
  };
}

/** Words of the rights that none of the others covers. */
function missing(rights: readonly Right[], others: readonly Right[]): string[] {
  return [
    ...new Set(
      rights
        .filter(one => !others.some(other => covers(other, one)))
        .map(one => one.words),
    ),
  ];
}

function covers(wide: Right, narrow: Right): boolean {
  const separator = wide.scope === 'repository' ? '/' : undefined;
  return (
    wide.scope === narrow.scope &&
    wide.patterns.every((pattern, index) =>
      globCovers(pattern, narrow.patterns[index], separator),
    )
  );
}

/**
 * Whether everything that one glob matches is matched by another, as Argo CD matches. Where that is hard to
 * tell the answer is no, and the right is shown as new.
 *
 * @param separator - what `*` does not match, unless it is the whole pattern
 */
export function globCovers(
  wide: string,
  narrow: string,
  separator?: string,
): boolean {
  if (wide === '*' || wide === narrow) {
    return true;
  }
  // Two pointers and one point to return to, so that no glob takes more than quadratic time.
  let [at, position, star, mark] = [0, 0, -1, 0];
  while (position < narrow.length) {
    if (wide[at] === '*') {
      star = at;
      mark = position;
      at += 1;
    } else if (wide[at] === narrow[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0 && narrow[mark] !== separator) {
      mark += 1;
      at = star + 1;
      position = mark;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wide.slice(at));
}
