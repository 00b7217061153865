import type { Knex } from 'knex';
import type { RenderCache } from '@slipway/renderer';
import { compress, decompress } from './compress';

const TABLE = 'render_cache';
/** Keys of one statement. */
const BATCH = 500;
const HOUR_MS = 60 * 60 * 1000;

interface Row {
  key: string;
  used_at: Date | number;
  content: Buffer;
}

/** A cache of texts by key that outlives the process. */
export interface TextCache extends RenderCache {
  /** Those of some keys that are there. */
  getAll(keys: readonly string[]): Promise<Map<string, string>>;
}

/** The cache in the database, shared by all replicas. */
export class RenderCacheStore implements TextCache {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(knex: Knex, now: () => Date = () => new Date()) {
    this.#knex = knex;
    this.#now = now;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.getAll([key])).get(key);
  }

  async getAll(keys: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const stale: string[] = [];
    const now = this.#now();
    for (let at = 0; at < keys.length; at += BATCH) {
      const rows = await this.#knex<Row>(TABLE)
        .whereIn('key', keys.slice(at, at + BATCH))
        .select();
      for (const { key, content, used_at: usedAt } of rows) {
        const text = await decompress(content);
        if (text !== undefined) {
          found.set(key, text);
        }
        // Written rarely: what matters is which ones nobody asks for.
        if (now.getTime() - new Date(usedAt).getTime() > HOUR_MS) {
          stale.push(key);
        }
      }
    }
    for (let at = 0; at < stale.length; at += BATCH) {
      await this.#knex<Row>(TABLE)
        .whereIn('key', stale.slice(at, at + BATCH))
        .update({ used_at: now });
    }
    return found;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert({ key, used_at: this.#now(), content: await compress(value) })
      .onConflict('key')
      .merge();
  }

  /** Forgets what nobody asked for since a time. */
  async prune(before: Date): Promise<void> {
    await this.#knex<Row>(TABLE).where('used_at', '<', before).delete();
  }
}
