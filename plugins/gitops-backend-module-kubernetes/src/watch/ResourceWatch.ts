import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { toError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import type { KubernetesClient } from '../workloads/KubernetesClient';
import { ExpiredError } from './ExpiredError';
import { NamespacedObjects } from './NamespacedObjects';
import { parsePage, parseWatchEvent } from './replies';
import type { WatchTimes } from './watchTimes';

const PAGE = 500;
/** Bytes of an event; etcd holds no object above 1.5 MiB. */
const MAX_EVENT = 4 * 1024 * 1024;

/** What is kept of an object. */
export interface WatchedObject<T> {
  namespace: string;
  name: string;
  kept: T;
}

/** What a {@link ResourceWatch} is made from. */
export interface ResourceWatchOptions<T> {
  client: Pick<KubernetesClient, 'get' | 'stream'>;
  /** Where all of the kind are listed, such as `/api/v1/pods`. */
  path: string;
  /** What is asked for of all that there is. */
  query: Record<string, string>;
  /** More than that is not followed. */
  max: number;
  /** How much of that an object takes; 1 without it. */
  weigh?(kept: T): number;
  /** @throws `TypeError` if it is no such object */
  parse(object: unknown): WatchedObject<T>;
  /** Called for what is not as it was kept before. */
  onChange(before: T | undefined, after: T | undefined): void;
  /** Called when it begins or ceases to be followed, but not the first time. */
  onFollowed(): void;
  /** Called whenever the API says something. */
  onAlive(): void;
  times: WatchTimes;
}

/** Follows all objects of one kind on one cluster: a list, then what changes from there on. */
export class ResourceWatch<T> {
  readonly #options: ResourceWatchOptions<T>;
  #objects: NamespacedObjects<T> | undefined;
  /** What the next watch goes on from; without it, a list is first. */
  #version: string | undefined;
  #followed = false;
  #lost = false;
  #problem: Error | undefined;
  readonly #settled = createDeferred<void>();
  #connection = new AbortController();

  constructor(options: ResourceWatchOptions<T>) {
    this.#options = options;
  }

  /** The objects of a namespace by name; undefined while they are not followed. */
  of(namespace: string): ReadonlyMap<string, T> | undefined {
    return this.#followed ? this.#objects?.of(namespace) : undefined;
  }

  /** All objects; undefined while they are not followed. */
  all(): T[] | undefined {
    return this.#followed && this.#objects
      ? [...this.#objects].map(([, , kept]) => kept)
      : undefined;
  }

  /** Why they are not followed, if they are not. */
  get problem(): Error | undefined {
    return this.#followed ? undefined : this.#problem;
  }

  /** Resolves when they are followed for the first time, or cannot be. */
  settled(): Promise<void> {
    return this.#settled;
  }

  /** Gives the connection up and makes another. */
  interrupt(reason?: Error): void {
    this.#connection.abort(reason);
  }

  /** Follows until told to stop. Never throws. */
  async follow(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.interrupt(), { once: true });
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = performance.now();
      const error = await this.#connect();
      if (signal.aborted) {
        break;
      }
      const good =
        performance.now() - startedAt >= this.#options.times.goodMs &&
        !this.#connection.signal.aborted;
      if (error) {
        this.#fail(error, good);
      }
      // What ends at once without a reason is not asked again and again either.
      failures = good ? 0 : failures + 1;
      await sleep(this.#delay(error, failures), undefined, {
        signal,
        ref: false,
      }).catch(() => {});
    }
    this.#followed = false;
    this.#settled.resolve();
  }

  /** @returns why it ended, if not because its time was over */
  async #connect(): Promise<Error | undefined> {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    try {
      if (this.#version === undefined) {
        await this.#list(signal);
        this.#find();
      }
      await this.#watch(signal);
      return undefined;
    } catch (error) {
      return toError(signal.aborted ? signal.reason : error);
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { client, path, query, max, weigh, parse, times } = this.#options;
    const listed = new NamespacedObjects<T>(max, weigh);
    let version: string | undefined;
    let next: string | undefined;
    do {
      const search = new URLSearchParams({
        ...query,
        limit: String(PAGE),
        ...(next && { continue: next }),
      });
      const reply = await client.get(
        `${path}?${search}`,
        AbortSignal.timeout(times.listMs),
      );
      signal.throwIfAborted();
      this.#options.onAlive();
      const { metadata, items } = parsePage(reply);
      for (const item of items) {
        const { namespace, name, kept } = parse(item);
        listed.set(namespace, name, kept);
      }
      version ??= metadata.resourceVersion;
      next = metadata.continue;
    } while (next);
    const before = this.#objects;
    this.#objects = listed;
    this.#version = version;
    if (before) {
      this.#tellDifference(before, listed);
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { client, path, query, times, onAlive } = this.#options;
    const search = new URLSearchParams({
      ...query,
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version ?? '',
      timeoutSeconds: String(Math.ceil(times.connectionMs / 1000)),
    });
    const lines = await client.stream(`${path}?${search}`, {
      signal,
      maxBytes: MAX_EVENT,
      answerMs: times.listMs,
      silenceMs: times.connectionMs + times.graceMs,
    });
    this.#find();
    onAlive();
    for await (const line of lines) {
      onAlive();
      this.#take(line);
    }
  }

  #take(line: string): void {
    const { type, object } = parseWatchEvent(line);
    const objects = this.#objects;
    if (objects && type !== 'BOOKMARK') {
      const { namespace, name, kept } = this.#options.parse(object);
      const before = objects.get(namespace, name);
      const after = type === 'DELETED' ? undefined : kept;
      if (after === undefined) {
        objects.delete(namespace, name);
      } else {
        objects.set(namespace, name, after);
      }
      this.#tell(before, after);
    }
    this.#version = object.metadata.resourceVersion;
  }

  #tellDifference(
    before: NamespacedObjects<T>,
    after: NamespacedObjects<T>,
  ): void {
    for (const [namespace, name, kept] of after) {
      this.#tell(before.get(namespace, name), kept);
    }
    for (const [namespace, name, kept] of before) {
      if (after.get(namespace, name) === undefined) {
        this.#tell(kept, undefined);
      }
    }
  }

  #tell(before: T | undefined, after: T | undefined): void {
    if (!isDeepStrictEqual(before, after)) {
      this.#options.onChange(before, after);
    }
  }

  #find(): void {
    const again = !this.#followed && this.#lost;
    this.#followed = true;
    this.#lost = false;
    this.#settled.resolve();
    if (again) {
      this.#options.onFollowed();
    }
  }

  /**
   * A connection that broke is taken up where it was, and what proxies cut now and then is not lost by that. What made
   * no sense begins anew.
   */
  #fail(error: Error, good: boolean): void {
    const tooMuch = error instanceof RangeError;
    const anew =
      tooMuch || error instanceof ExpiredError || error instanceof TypeError;
    if (anew) {
      this.#version = undefined;
    }
    if (tooMuch) {
      this.#objects = undefined;
    }
    if (anew || !good) {
      const was = this.#followed;
      this.#followed = false;
      this.#lost = true;
      this.#problem = error;
      this.#settled.resolve();
      if (was) {
        this.#options.onFollowed();
      }
    }
  }

  #delay(error: Error | undefined, failures: number): number {
    const { retryMs, longestMs, tooMuchMs } = this.#options.times;
    if (error instanceof RangeError) {
      return tooMuchMs;
    }
    return (
      Math.min(retryMs * 2 ** (failures - 1), longestMs) *
      (0.5 + Math.random() / 2)
    );
  }
}
