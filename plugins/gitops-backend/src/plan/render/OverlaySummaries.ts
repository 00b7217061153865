import { createHash } from 'node:crypto';
import { type RenderRequest, TreeIndex } from '@slipway/renderer';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { TextCache } from '../store/RenderCacheStore';
import type { PlanTree } from '../trees/ObjectTree';

/** Changes with what a summary says of the same result. */
const FORMAT = '2';
/** Above the design size of 1,000 components in four environments. */
const REMEMBERED = 10_000;

const summarySchema = z.object({
  /** What the result depends on: the state of paths, as the renderer has it; null where there must be nothing. */
  reads: z.array(z.tuple([z.string(), z.string().nullable()])),
  hosts: z.array(z.string()),
  namespaces: z.array(z.string()),
});

/** What has to be known of an overlay that a change leaves alone. */
export type OverlaySummary = z.infer<typeof summarySchema>;

/** The last summary of each overlay, so that rendering one file's change does not render them all. */
export class OverlaySummaries {
  readonly #cache: TextCache;
  readonly #version: string;
  readonly #known = new LRUCache<string, OverlaySummary>({ max: REMEMBERED });

  /** @param version - of the program that renders; a new one begins anew */
  constructor(cache: TextCache, version: string) {
    this.#cache = cache;
    this.#version = version;
  }

  /** For each request, its summary if that is true of a tree. */
  async find(
    tree: PlanTree,
    requests: readonly RenderRequest[],
  ): Promise<(OverlaySummary | undefined)[]> {
    const keys = requests.map(request => this.#key(request));
    const missing = keys.filter(key => !this.#isTrue(key, tree));
    for (const [key, text] of await this.#cache.getAll(missing)) {
      const summary = parse(text);
      if (summary) {
        this.#known.set(key, summary);
      }
    }
    return keys.map(key =>
      this.#isTrue(key, tree) ? this.#known.get(key) : undefined,
    );
  }

  /** Puts a summary in the place of the request's last one. */
  async save(request: RenderRequest, summary: OverlaySummary): Promise<void> {
    const key = this.#key(request);
    this.#known.set(key, summary);
    await this.#cache.set(key, JSON.stringify(summary));
  }

  #isTrue(key: string, tree: PlanTree): boolean {
    const summary = this.#known.get(key);
    return summary !== undefined && isTrueOf(summary, tree);
  }

  #key(request: RenderRequest): string {
    const digest = createHash('sha256')
      .update(`${FORMAT}\0${this.#version}\0${JSON.stringify(request)}`)
      .digest('hex');
    return `overlay:${digest}`;
  }
}

/** Whether rendering a tree comes to what a summary says. */
export function isTrueOf({ reads }: OverlaySummary, tree: PlanTree): boolean {
  const index = TreeIndex.of(tree);
  return reads.every(([path, state]) => (index.state(path) ?? null) === state);
}

function parse(text: string): OverlaySummary | undefined {
  try {
    return summarySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
