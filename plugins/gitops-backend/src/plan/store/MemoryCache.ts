import type { TextCache } from './RenderCacheStore';

/** A cache that ends with the process, for a plan from the command line. */
export class MemoryCache implements TextCache {
  readonly #texts = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    return this.#texts.get(key);
  }

  async getAll(keys: readonly string[]): Promise<Map<string, string>> {
    return new Map(
      keys.flatMap(key => {
        const text = this.#texts.get(key);
        return text === undefined ? [] : [[key, text] as const];
      }),
    );
  }

  async set(key: string, value: string): Promise<void> {
    this.#texts.set(key, value);
  }
}
