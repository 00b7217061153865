import { toError } from '@backstage/errors';
import { createDeferred, type DeferredPromise } from '@backstage/types';
import { LRUCache } from 'lru-cache';

const MIB = 1024 * 1024;
/** Bytes that one process of git hands over at a time. */
const BATCH_BYTES = 16 * MIB;
/** Characters that are kept; a file of more than a part of that is not. */
const KEPT = 64 * MIB;
const KEPT_OF_ONE = MIB;

/** A file to read. */
export interface BlobRequest {
  oid: string;
  /** Bytes. */
  size: number;
}

/**
 * Reads contents by few processes: who asks while one runs shares the next, and what was read
 * lately is kept. Starting a process for each file of a large plan would take most of its time.
 */
export class BlobReader {
  readonly #readAll: (oids: readonly string[]) => Promise<readonly string[]>;
  readonly #texts = new LRUCache<string, string>({
    maxSize: KEPT,
    maxEntrySize: KEPT_OF_ONE,
    sizeCalculation: text => text.length + 1,
  });
  readonly #pending = new Map<string, DeferredPromise<string>>();
  #queue: BlobRequest[] = [];
  #running = false;

  /** @param readAll - reads contents in order, by one process */
  constructor(
    readAll: (oids: readonly string[]) => Promise<readonly string[]>,
  ) {
    this.#readAll = readAll;
  }

  /** The contents of files, in order. */
  async read(requests: readonly BlobRequest[]): Promise<string[]> {
    return Promise.all(
      requests.map(
        request => this.#texts.get(request.oid) ?? this.#wait(request),
      ),
    );
  }

  #wait(request: BlobRequest): Promise<string> {
    const known = this.#pending.get(request.oid);
    if (known) {
      return known;
    }
    const text = createDeferred<string>();
    this.#pending.set(request.oid, text);
    this.#queue.push(request);
    if (!this.#running) {
      this.#running = true;
      // Once everybody who asks at this moment has asked.
      queueMicrotask(() => this.#work());
    }
    return text;
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#take();
      const waiting = batch.map(({ oid }) => {
        const text = this.#pending.get(oid);
        this.#pending.delete(oid);
        return text;
      });
      try {
        const texts = await this.#readAll(batch.map(({ oid }) => oid));
        batch.forEach(({ oid }, index) => {
          this.#texts.set(oid, texts[index]);
          waiting[index]?.resolve(texts[index]);
        });
      } catch (error) {
        waiting.forEach(text => text?.reject(toError(error)));
      }
    }
    this.#running = false;
  }

  #take(): BlobRequest[] {
    let bytes = 0;
    const more = this.#queue.findIndex(({ size }, index) => {
      bytes += size;
      return index > 0 && bytes > BATCH_BYTES;
    });
    const batch = more < 0 ? this.#queue : this.#queue.slice(0, more);
    this.#queue = more < 0 ? [] : this.#queue.slice(more);
    return batch;
  }
}
