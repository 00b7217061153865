import type { ObjectToFetch } from '@backstage/plugin-kubernetes-node';
import { z } from 'zod';
import { Liveness } from '../watch/Liveness';
import { pause } from '../watch/pause';
import { ResourceWatch } from '../watch/ResourceWatch';
import type { WatchTimes } from '../watch/watchTimes';
import type { KubernetesClient } from '../workloads/KubernetesClient';
import { objectPath } from './objectPath';

/** Bytes of JSON of the objects of one kind; some 300 pods. */
const MAX_BYTES = 1024 * 1024;

const objectSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/** An object as a list has it. */
export type ListedObject = z.infer<typeof objectSchema>;

interface Kept {
  object: ListedObject;
  bytes: number;
}

/** Which objects of a cluster are followed. */
export interface ObjectSelection {
  labelSelector?: string;
  namespace?: string;
}

/** What {@link FollowedObjects} are made from. */
export interface FollowedObjectsOptions extends ObjectSelection {
  client: Pick<KubernetesClient, 'get' | 'stream'>;
  times: WatchTimes;
  /** Called when nobody has looked for a while, and nothing is followed any more. */
  onIdle(): void;
}

/** What is known of the objects of one kind: all of them, or why not. */
export type KnownObjects =
  { objects: ListedObject[] } | { problem: Error | undefined };

/** Follows the objects that a label selects on one cluster, whole, kind by kind, while somebody looks. */
export class FollowedObjects {
  readonly #options: FollowedObjectsOptions;
  readonly #end = new AbortController();
  readonly #watches = new Map<string, ResourceWatch<Kept>>();
  readonly #liveness: Liveness;
  #lookedAt = performance.now();

  constructor(options: FollowedObjectsOptions) {
    this.#options = options;
    this.#liveness = new Liveness({
      ...options,
      onGone: error => this.#watches.forEach(watch => watch.interrupt(error)),
    });
    this.#liveness.probe(this.#end.signal);
    this.#rest();
  }

  /** The objects of a kind, once it is known whether they can be followed. */
  async look(kind: ObjectToFetch): Promise<KnownObjects> {
    this.#lookedAt = performance.now();
    const path = objectPath(kind, this.#options.namespace);
    const watch = this.#watches.get(path) ?? this.#follow(path);
    await watch.settled();
    const objects = watch.all();
    return objects
      ? { objects: objects.map(({ object }) => object).sort(asListed) }
      : { problem: watch.problem };
  }

  /** Ends for good. */
  close(): void {
    this.#end.abort();
  }

  #follow(path: string): ResourceWatch<Kept> {
    const { client, times, labelSelector } = this.#options;
    const watch = new ResourceWatch<Kept>({
      client,
      path,
      query: labelSelector ? { labelSelector } : {},
      max: MAX_BYTES,
      weigh: ({ bytes }) => bytes,
      parse,
      // The tab asks again by itself.
      onChange: () => {},
      onFollowed: () => {},
      onAlive: () => this.#liveness.hear(),
      times,
    });
    this.#watches.set(path, watch);
    watch.follow(this.#end.signal);
    return watch;
  }

  async #rest(): Promise<void> {
    const { times, onIdle } = this.#options;
    const { signal } = this.#end;
    while (await pause(this.#lookedAt + times.idleMs, signal)) {
      if (performance.now() - this.#lookedAt >= times.idleMs) {
        this.close();
        onIdle();
      }
    }
  }
}

/** What a watch says of an object has two fields that a list leaves out. */
function parse(value: unknown) {
  const parsed = objectSchema.safeParse(value);
  if (!parsed.success) {
    throw new TypeError('What was answered is no object');
  }
  const { kind: _kind, apiVersion: _apiVersion, ...object } = parsed.data;
  const { name, namespace = '' } = object.metadata;
  return {
    namespace,
    name,
    kept: { object, bytes: JSON.stringify(object).length },
  };
}

/** Lists come in this order. */
function asListed(a: ListedObject, b: ListedObject): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf({ metadata }: ListedObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
