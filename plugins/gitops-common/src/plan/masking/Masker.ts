import { replaceSecrets } from './secretShapes';

/** What stands in place of a secret. */
export const HIDDEN = '(hidden)';

// Shorter ones are words as well, which would be hidden wherever they stand.
const SHORTEST_KNOWN = 8;

/** Hides the secrets of one object, the same way on every side of a comparison. */
export class ObjectMasker {
  readonly #known: Set<string>;
  readonly #seen = new Map<string, string[]>();

  constructor(known: Set<string>) {
    this.#known = known;
  }

  /**
   * What to show instead of a secret. The first value at a place is `(hidden)` and another is
   * `(hidden, changed)`: that much can be told, and no more.
   */
  hide(place: string, secret: string): string {
    this.#remember(secret);
    const values = this.#seen.get(place) ?? [];
    this.#seen.set(place, values);
    const index = values.indexOf(secret);
    const order = index < 0 ? values.push(secret) - 1 : index;
    if (order === 0) {
      return HIDDEN;
    }
    return order === 1 ? '(hidden, changed)' : `(hidden, changed ${order})`;
  }

  /** A text without what looks like a secret in it. */
  text(place: string, text: string): string {
    let count = 0;
    return replaceSecrets(text, secret => {
      count += 1;
      return this.hide(`${place}#${count}`, secret);
    });
  }

  #remember(secret: string) {
    for (const text of [secret, decoded(secret)]) {
      const parts = text.match(/[^\s"'`,;:=@|(){}[\]<>\\]{12,}/g) ?? [];
      [text.trim(), ...parts]
        .filter(part => part.length >= SHORTEST_KNOWN && !part.includes(HIDDEN))
        .forEach(part => this.#known.add(part));
    }
  }
}

/** Hides secrets, and remembers them for as long as one plan is computed, to hide them in messages too. */
export class Masker {
  readonly #known = new Set<string>();

  /** Begins on one object; what is hidden on its sides can be compared. */
  object(): ObjectMasker {
    return new ObjectMasker(this.#known);
  }

  /** A text that others wrote, such as an error's message, without what looks like or is known as a secret. */
  text(text: string): string {
    let result = replaceSecrets(text, () => HIDDEN);
    for (const secret of this.#known) {
      if (result.includes(secret)) {
        result = result.replaceAll(secret, HIDDEN);
      }
    }
    return result;
  }
}

/** What a value of a Secret says, which manifests write in base 64; the empty text if this is none. */
function decoded(secret: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4}){2,}[A-Za-z0-9+/]{0,4}={0,2}$/.test(secret)) {
    return '';
  }
  try {
    return atob(secret);
  } catch {
    // It only looked like one.
    return '';
  }
}
