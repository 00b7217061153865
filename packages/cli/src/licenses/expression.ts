/** Reads an expression from left to right: alternatives of conjunctions of licences or parentheses. */
class Expression {
  readonly #tokens: readonly string[];
  readonly #allowed: ReadonlySet<string>;
  #position = 0;

  constructor(text: string, allowed: ReadonlySet<string>) {
    this.#tokens = text.match(/\(|\)|[^\s()]+/g) ?? [];
    this.#allowed = allowed;
  }

  isAllowed(): boolean {
    return this.#alternatives() && this.#position === this.#tokens.length;
  }

  #alternatives(): boolean {
    let result = this.#conjunction();
    while (this.#take('OR')) {
      const other = this.#conjunction();
      result ||= other;
    }
    return result;
  }

  #conjunction(): boolean {
    let result = this.#licence();
    while (this.#take('AND')) {
      const other = this.#licence();
      result &&= other;
    }
    return result;
  }

  #licence(): boolean {
    if (this.#take('(')) {
      const result = this.#alternatives();
      return this.#take(')') && result;
    }
    const token = this.#tokens[this.#position++];
    return token !== undefined && this.#allowed.has(token);
  }

  #take(wanted: string): boolean {
    if (this.#tokens[this.#position]?.toUpperCase() !== wanted) return false;
    this.#position += 1;
    return true;
  }
}

/** Whether an SPDX expression can be satisfied by allowed licences alone. */
export function isAllowed(
  expression: string,
  allowed: ReadonlySet<string>,
): boolean {
  return new Expression(expression, allowed).isAllowed();
}
