/** Objects of one kind in memory, by namespace and name. */
export class NamespacedObjects<T> {
  readonly #max: number;
  readonly #weigh: (object: T) => number;
  readonly #namespaces = new Map<string, Map<string, T>>();
  #size = 0;

  /**
   * @param max - how many there may be
   * @param weigh - as how many an object counts
   */
  constructor(max: number, weigh: (object: T) => number = () => 1) {
    this.#max = max;
    this.#weigh = weigh;
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
    this.#size += this.#weigh(object) - this.#weightOf(objects, name);
    objects.set(name, object);
    if (this.#size > this.#max) {
      throw new RangeError(`There is more than ${this.#max}`);
    }
  }

  delete(namespace: string, name: string): void {
    const objects = this.#namespaces.get(namespace);
    if (objects) {
      this.#size -= this.#weightOf(objects, name);
      objects.delete(name);
      if (objects.size === 0) {
        this.#namespaces.delete(namespace);
      }
    }
  }

  #weightOf(objects: ReadonlyMap<string, T>, name: string): number {
    return objects.has(name) ? this.#weigh(objects.get(name) as T) : 0;
  }

  *[Symbol.iterator](): Generator<[namespace: string, name: string, T]> {
    for (const [namespace, objects] of this.#namespaces) {
      for (const [name, object] of objects) {
        yield [namespace, name, object];
      }
    }
  }
}
