import { isDeepStrictEqual } from 'node:util';
import { Masker, maskObject } from '@slipway/plugin-gitops-common';
import type { RenderCache } from '@slipway/renderer';
import { z } from 'zod';
import { namedObjects } from '../render/namedObjects';

/** What the renderer keeps of a result. Other entries say where results are, and hold no content. */
const resultSchema = z.object({ objects: z.string() });

/**
 * Keeps a cache free of secrets: a result with one is not stored, and is rendered again after a
 * restart instead.
 */
export class SecretFreeCache implements RenderCache {
  readonly #cache: RenderCache;

  constructor(cache: RenderCache) {
    this.#cache = cache;
  }

  get(key: string): Promise<string | undefined> {
    return this.#cache.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    if (!holdsSecret(JSON.parse(value))) {
      await this.#cache.set(key, value);
    }
  }
}

function holdsSecret(entry: unknown): boolean {
  const result = resultSchema.safeParse(entry);
  if (!result.success) {
    return false;
  }
  const objects: unknown = JSON.parse(result.data.objects);
  const masker = new Masker();
  return namedObjects(Array.isArray(objects) ? objects : []).some(
    object => !isDeepStrictEqual(maskObject(object, masker.object()), object),
  );
}
