import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterStatusListener } from '@slipway/plugin-gitops-node';
import { createDeferred } from '@backstage/types';
import type { ArgoCdClient } from './ArgoCdClient';
import { toListedApplication, withKnown } from './applicationList';
import {
  type ApplicationEvent,
  LIST_PATH,
  parseEvent,
  STREAM_PATH,
} from './applicationStream';
import type { ArgoCdInstance } from './config';
import { type Followed, FailingPodsReader } from './FailingPodsReader';
import { parseList, parseVersion } from './replies';
import type { WatchTimes } from './watchTimes';

/** Bytes; some 10,000 Applications. */
const MAX_LIST = 32 * 1024 * 1024;
/** Bytes of an event, which has few fields. */
const MAX_EVENT = 1024 * 1024;
const MAX_VERSION = 64 * 1024;

/** What an {@link ApplicationWatch} is made from. */
export interface ApplicationWatchOptions {
  instance: ArgoCdInstance;
  client: ArgoCdClient;
  listener: ClusterStatusListener;
  times: WatchTimes;
}

/** Follows the Applications of one Argo CD as long as one connection lasts. */
export class ApplicationWatch {
  readonly #options: ApplicationWatchOptions;
  readonly #pods: FailingPodsReader;
  readonly #listed = createDeferred<void>();
  /** The stream said something, or ended. */
  readonly #heard = createDeferred<void>();
  #applications = new Map<string, Followed>();
  /** What the stream spoke of while a list is under way, which may be older than that. */
  #newer: Set<string> | undefined;
  #told = false;
  #streamAt = performance.now();
  #aliveAt = performance.now();

  constructor(options: ApplicationWatchOptions) {
    this.#options = options;
    this.#pods = new FailingPodsReader({
      client: options.client,
      applications: () => this.#applications.values(),
      onChange: key => this.#tell(key),
      times: options.times,
    });
  }

  /** Ends with the connection. See `ClusterStatusProvider.watch` for what it throws. */
  async run(signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const stop = () => end.abort(signal.reason);
    signal.addEventListener('abort', stop);
    const parts = [
      this.#follow(end.signal),
      this.#keepListed(end.signal),
      this.#probe(end.signal),
      this.#pods.run(end.signal),
    ];
    // The first that ends, ends all; what the others say of it is of no interest.
    parts.forEach(part => part.catch(() => {}));
    try {
      await Promise.race(parts);
    } finally {
      this.#told = false;
      end.abort();
      signal.removeEventListener('abort', stop);
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const lines = this.#options.client.stream(STREAM_PATH, {
      signal,
      maxBytes: MAX_EVENT,
    });
    try {
      for await (const line of lines) {
        this.#streamAt = performance.now();
        this.#heard.resolve();
        const event = parseEvent(line);
        if (event) {
          this.#take(event);
        }
        this.#alive();
      }
    } finally {
      this.#heard.resolve();
    }
    // Who has no streams to offer still has a list.
    await this.#listed;
  }

  #take({ type, application }: ApplicationEvent): void {
    const listed = toListedApplication(
      application,
      this.#options.instance.webUrl,
    );
    const { key } = listed;
    this.#newer?.add(key);
    if (type === 'DELETED' || !listed.application) {
      this.#applications.delete(key);
    } else {
      this.#applications.set(key, {
        ...listed,
        application: listed.application,
      });
    }
    this.#pods.touch(key, this.#applications.get(key)?.application);
    this.#tell(key);
  }

  #tell(key: string): void {
    if (this.#told) {
      const followed = this.#applications.get(key);
      this.#options.listener.onApplication(
        key,
        followed && this.#pods.show(followed),
      );
    }
  }

  /** The stream begins to tell changes after all that is there, and may miss one meanwhile: so there are two lists. */
  async #keepListed(signal: AbortSignal): Promise<void> {
    try {
      await this.#list(signal);
    } finally {
      this.#listed.resolve();
    }
    await this.#heard;
    const { relistMs } = this.#options.times;
    for (;;) {
      await this.#list(signal);
      await sleep(relistMs * (0.9 + Math.random() / 5), undefined, { signal });
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { client, instance, listener, times } = this.#options;
    const newer = new Set<string>();
    this.#newer = newer;
    const reply = await client.get(LIST_PATH, {
      signal,
      timeoutMs: times.listMs,
      maxBytes: MAX_LIST,
    });
    signal.throwIfAborted();
    const next = new Map<string, Followed>();
    for (const item of parseList(reply, instance.cluster)) {
      const { application, ...listed } = toListedApplication(
        item,
        instance.webUrl,
      );
      if (application && !newer.has(listed.key)) {
        const known = this.#applications.get(listed.key)?.application;
        next.set(listed.key, {
          ...listed,
          application: withKnown(application, known),
        });
      }
    }
    for (const key of newer) {
      const followed = this.#applications.get(key);
      if (followed) {
        next.set(key, followed);
      }
    }
    this.#newer = undefined;
    this.#applications = next;
    this.#told = true;
    listener.onApplications(
      new Map([...next].map(([key, one]) => [key, this.#pods.show(one)])),
    );
    this.#alive();
  }

  /** Asks whoever is silent for a while whether they are still there. Ends if the stream alone is not. */
  async #probe(signal: AbortSignal): Promise<void> {
    const { client, instance, times } = this.#options;
    for (;;) {
      const silentMs = performance.now() - this.#aliveAt;
      await sleep(Math.max(times.probeAfterMs - silentMs, 10), undefined, {
        signal,
      });
      if (performance.now() - this.#aliveAt < times.probeAfterMs) {
        continue;
      }
      const reply = await client.get('/api/version', {
        signal,
        timeoutMs: times.probeMs,
        maxBytes: MAX_VERSION,
      });
      parseVersion(reply, instance.cluster);
      if (performance.now() - this.#streamAt > times.deafMs) {
        return;
      }
      this.#alive();
    }
  }

  #alive(): void {
    this.#aliveAt = performance.now();
    if (this.#told) {
      this.#options.listener.onAlive();
    }
  }
}
