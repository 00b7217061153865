import {
  GITOPS_LABELS,
  type PodSummary,
  type WarningEvent,
} from '@slipway/plugin-gitops-common';
import type { WorkloadsListener } from '@slipway/plugin-gitops-node';
import type { z } from 'zod';
import type { KubernetesClient } from '../workloads/KubernetesClient';
import { podSchema, toPodSummary } from '../workloads/pods';
import { eventSchema, toWarning } from '../workloads/warnings';
import { Liveness } from './Liveness';
import { pause } from './pause';
import { ResourceWatch } from './ResourceWatch';
import type { WatchTimes } from './watchTimes';

/** What is kept of a pod has about 1 KiB. */
const MAX_PODS = 20_000;
const MAX_EVENTS = 20_000;

interface WatchedPod {
  summary: PodSummary;
  component: string | undefined;
}

/** What follows a cluster while somebody looks. */
interface Following {
  end: AbortController;
  pods: ResourceWatch<WatchedPod>;
  warnings: ResourceWatch<WarningEvent | undefined>;
}

/**
 * Follows the pods and warnings of one cluster for everybody who looks: from the first look on, until nobody has
 * looked for some time.
 */
export class WorkloadsWatch {
  readonly #client: Pick<KubernetesClient, 'get' | 'stream'>;
  readonly #times: WatchTimes;
  readonly #listeners = new Set<WorkloadsListener>();
  #following: Following | undefined;
  #isClosed = false;
  #lookedAt = 0;

  constructor(
    client: Pick<KubernetesClient, 'get' | 'stream'>,
    times: WatchTimes,
  ) {
    this.#client = client;
    this.#times = times;
  }

  /** Has somebody told of changes. */
  subscribe(listener: WorkloadsListener): void {
    this.#listeners.add(listener);
  }

  /** The pods of a namespace by name; undefined while they are not followed. */
  pods(namespace: string): PodSummary[] | undefined {
    const pods = this.#look()?.pods.of(namespace);
    return (
      pods &&
      [...pods.values()]
        .map(one => one.summary)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    );
  }

  /** The warnings of a namespace; undefined while they are not followed. */
  warnings(namespace: string): Iterable<WarningEvent | undefined> | undefined {
    return this.#look()?.warnings.of(namespace)?.values();
  }

  /** Ends for good. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #look(): Following | undefined {
    this.#lookedAt = performance.now();
    if (!this.#following && !this.#isClosed) {
      this.#following = this.#start();
    }
    return this.#following;
  }

  #start(): Following {
    const end = new AbortController();
    const liveness = new Liveness({
      client: this.#client,
      times: this.#times,
      onGone: error => {
        this.#following?.pods.interrupt(error);
        this.#following?.warnings.interrupt(error);
      },
    });
    const shared = {
      client: this.#client,
      times: this.#times,
      onAlive: () => liveness.hear(),
      onFollowed: () => this.#tell(undefined),
    };
    const following: Following = {
      end,
      // All pods: those that an operator makes, as of a database, have no label of ours.
      pods: new ResourceWatch({
        ...shared,
        path: '/api/v1/pods',
        query: { fieldSelector: 'metadata.namespace!=kube-system' },
        max: MAX_PODS,
        parse: parsePod,
        onChange: (before, after) => this.#tellPod(after ?? before),
      }),
      warnings: new ResourceWatch({
        ...shared,
        path: '/api/v1/events',
        query: { fieldSelector: 'type=Warning' },
        max: MAX_EVENTS,
        parse: parseWarning,
        // They come with changes of pods, and again and again without any.
        onChange: () => {},
      }),
    };
    following.pods.follow(end.signal);
    following.warnings.follow(end.signal);
    liveness.probe(end.signal);
    this.#rest(end.signal);
    return following;
  }

  #stop(): void {
    this.#following?.end.abort();
    this.#following = undefined;
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const { idleMs } = this.#times;
    while (await pause(this.#lookedAt + idleMs, signal)) {
      if (performance.now() - this.#lookedAt >= idleMs) {
        this.#stop();
      }
    }
  }

  /** A pod without a label belongs to whoever else is in its namespace. */
  #tellPod(pod: WatchedPod | undefined): void {
    if (!pod) {
      return;
    }
    const others =
      this.#following?.pods.of(pod.summary.namespace)?.values() ?? [];
    const component =
      pod.component ??
      [...others].find(other => other.component !== undefined)?.component;
    if (component !== undefined) {
      this.#tell([component]);
    }
  }

  #tell(components: readonly string[] | undefined): void {
    this.#listeners.forEach(listener => listener(components));
  }
}

function parsePod(object: unknown) {
  const pod = parse(podSchema, object);
  const { name, namespace, labels } = pod.metadata;
  const component = labels?.[GITOPS_LABELS.component];
  return { namespace, name, kept: { summary: toPodSummary(pod), component } };
}

function parseWarning(object: unknown) {
  const event = parse(eventSchema, object);
  const { name = '', namespace = '' } = event.metadata;
  return { namespace, name, kept: toWarning(event) };
}

function parse<T extends z.ZodType>(schema: T, object: unknown): z.output<T> {
  const parsed = schema.safeParse(object);
  if (!parsed.success) {
    throw new TypeError('What was answered is no object of this kind');
  }
  return parsed.data;
}
