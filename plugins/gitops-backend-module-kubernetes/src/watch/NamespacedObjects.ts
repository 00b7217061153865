/** Objects of one kind in memory, by namespace and name. */
export class NamespacedObjects<T> {
  readonly #max: number;
  readonly #namespaces = new Map<string, Map<string, T>>();
  #size = 0;

  /** @param max - how many there may be */
  constructor(max: number) {
    this.#max = max;
  }

  get(namespace: string, name: string): T | undefined {
    return this.#namespaces.get(namespace)?.get(name);
  }

  /** Those of one namespace, by name. */
  of(namespace: string): ReadonlyMap<string, T> {
    return this.#namespaces.get(namespace) ?? new Map();
  }

  /** @throws `RangeError` if there are too many */
  set(namespace: string, name: string, object: T): void {
    let objects = this.#namespaces.get(namespace);
    if (!objects) {
      objects = new Map();
      this.#namespaces.set(namespace, objects);
    }
    this.#size += objects.has(name) ? 0 : 1;
    objects.set(name, object);
    if (this.#size > this.#max) {
      throw new RangeError(`There are more than ${this.#max} objects`);
    }
  }

  delete(namespace: string, name: string): void {
    const objects = this.#namespaces.get(namespace);
    if (objects?.delete(name)) {
      this.#size -= 1;
      if (objects.size === 0) {
        this.#namespaces.delete(namespace);
      }
    }
  }

  *[Symbol.iterator](): Generator<[namespace: string, name: string, T]> {
    for (const [namespace, objects] of this.#namespaces) {
      for (const [name, object] of objects) {
        yield [namespace, name, object];
      }
    }
  }
}
