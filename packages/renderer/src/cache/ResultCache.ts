import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { TreeIndex } from '../tree/TreeIndex';
import type { RenderCache, RenderRequest } from '../types';

const MOST_LISTS = 4;
const MOST_REQUESTS = 50_000;
/** What an entry takes beside its texts. */
const ENTRY_BYTES = 500;

/** A result in the form in which it takes little memory. */
export interface StoredResult {
  yaml: string;
  /** The objects as JSON. */
  objects: string;
  /** What the result depends on, in the form of `TreeIndex.state`. */
  paths: readonly string[];
}

/** A result's key, and the states of the paths that it depends on. */
interface Last {
  key: string;
  paths: readonly string[];
  states: readonly (string | undefined)[];
}

/** Options of {@link ResultCache}. */
export interface ResultCacheOptions {
  /** Names the program; results of another one are not found. */
  version: string;
  maxBytes: number;
  store?: RenderCache;
}

/**
 * Results by what they depend on. Which paths these are is only known from an earlier result, so
 * there are two steps: lists of paths by request, and results by request and the state of the paths
 * on such a list. A result is found in every tree in which they are the same.
 */
export class ResultCache {
  readonly #version: string;
  readonly #store?: RenderCache;
  readonly #lists = new LRUCache<string, readonly (readonly string[])[]>({
    max: MOST_REQUESTS,
  });
  readonly #results: LRUCache<string, StoredResult>;
  /** Where the last result of a request is: in most commits most requests still have that one. */
  readonly #last = new LRUCache<string, Last>({ max: MOST_REQUESTS });

  constructor({ version, maxBytes, store }: ResultCacheOptions) {
    this.#version = version;
    this.#store = store;
    this.#results = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ yaml, objects }) =>
        Buffer.byteLength(yaml) + Buffer.byteLength(objects) + ENTRY_BYTES,
    });
  }

  /** Paths that the newest result of this request depends on, in whichever tree. */
  lastPaths(request: RenderRequest): readonly string[] | undefined {
    return this.#lists.get(this.#requestKey(request))?.[0];
  }

  async find(
    index: TreeIndex,
    request: RenderRequest,
  ): Promise<StoredResult | undefined> {
    const requestKey = this.#requestKey(request);
    const last = this.#last.get(requestKey);
    if (
      last?.paths.every((path, at) => index.state(path) === last.states[at])
    ) {
      const result = this.#results.get(last.key);
      if (result) return result;
    }
    const known = this.#lists.get(requestKey);
    for (const paths of known ?? []) {
      const key = resultKey(requestKey, paths, index);
      const result = this.#results.get(key);
      if (result) {
        this.#remember(requestKey, key, paths, index);
        return result;
      }
    }
    const lists = known ?? (await this.#readLists(requestKey));
    for (const paths of lists) {
      const result = await this.#readResult(
        resultKey(requestKey, paths, index),
        paths,
      );
      if (result) return result;
    }
    return undefined;
  }

  async keep(
    index: TreeIndex,
    request: RenderRequest,
    result: StoredResult,
  ): Promise<void> {
    const requestKey = this.#requestKey(request);
    const known = this.#lists.get(requestKey) ?? [];
    const same = JSON.stringify(result.paths);
    const lists = [
      result.paths,
      ...known.filter(paths => JSON.stringify(paths) !== same),
    ].slice(0, MOST_LISTS);
    const key = resultKey(requestKey, result.paths, index);
    this.#lists.set(requestKey, lists);
    this.#results.set(key, result);
    this.#remember(requestKey, key, result.paths, index);
    await Promise.all([
      lists.length !== known.length && this.#write(requestKey, lists),
      this.#write(key, { yaml: result.yaml, objects: result.objects }),
    ]);
  }

  #remember(
    requestKey: string,
    key: string,
    paths: readonly string[],
    index: TreeIndex,
  ): void {
    const states = paths.map(path => index.state(path));
    this.#last.set(requestKey, { key, paths, states });
  }

  #requestKey(request: RenderRequest): string {
    // In an order of our own, whatever the order of the caller's properties.
    const parts =
      request.style === 'kustomize'
        ? [request.path]
        : [request.chart, request.release, request.namespace, request.values];
    return digest([this.#version, request.style, ...parts]);
  }

  async #readLists(requestKey: string): Promise<readonly string[][]> {
    const value = await this.#read(requestKey);
    const lists = Array.isArray(value) ? value.filter(isPaths) : [];
    if (lists.length > 0) this.#lists.set(requestKey, lists);
    return lists;
  }

  async #readResult(
    key: string,
    paths: readonly string[],
  ): Promise<StoredResult | undefined> {
    const value = await this.#read(key);
    if (!isTexts(value)) return undefined;
    const result = { yaml: value.yaml, objects: value.objects, paths };
    this.#results.set(key, result);
    return result;
  }

  /** A store that fails is one that knows nothing. */
  async #read(key: string): Promise<unknown> {
    try {
      return JSON.parse((await this.#store?.get(key)) ?? 'null');
    } catch {
      return undefined;
    }
  }

  async #write(key: string, value: unknown): Promise<void> {
    await this.#store?.set(key, JSON.stringify(value)).catch(() => undefined);
  }
}

function resultKey(
  requestKey: string,
  paths: readonly string[],
  index: TreeIndex,
): string {
  const states = paths.map(path => [path, index.state(path) ?? null]);
  return digest([requestKey, states]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(path => typeof path === 'string');
}

function isTexts(value: unknown): value is { yaml: string; objects: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'yaml' in value &&
    typeof value.yaml === 'string' &&
    'objects' in value &&
    typeof value.objects === 'string'
  );
}
