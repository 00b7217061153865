import { setTimeout as sleep } from 'node:timers/promises';
import type {
  FailingPods,
  HealthStatus,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { ArgoCdClient } from './ArgoCdClient';
import { failingPods, resourceTreeSchema, treePath } from './resourceTree';
import type { CallLimit } from './withLimit';

/** Bytes; about 3,000 objects. */
const MAX_TREE = 4 * 1024 * 1024;

/** Trees read per round; what is beyond them waits for the next. */
const MAX_TREES = 50;

/** Trees read at a time. */
const CONCURRENCY = 4;

/** Where failing pods can hide, those first that Argo CD does not call bad anyway. */
const WORTH_A_LOOK: readonly HealthStatus[] = [
  'Progressing',
  'Missing',
  'Degraded',
];

/** An Application and where Argo CD keeps it. */
export interface Followed {
  key: string;
  namespace?: string;
  application: ObservedApplication;
}

/** Times of a {@link FailingPodsReader}, in milliseconds. */
export interface FailingPodsTimes {
  /** Between two rounds. */
  pauseMs: number;
  /** What is not healthy is looked at again after this, because pods fail without a word of the Application. */
  againMs: number;
  /** All trees of a round together get this long. */
  roundMs: number;
}

/** What a {@link FailingPodsReader} is made from. */
export interface FailingPodsOptions {
  client: ArgoCdClient;
  /** All Applications as they are now. */
  applications(): Iterable<Followed>;
  /** Called when other pods fail, or none any more. */
  onChange(key: string): void;
  times: FailingPodsTimes;
}

/** Finds failing pods of the Applications that are not healthy. Never fails: what cannot be read is not known. */
export class FailingPodsReader {
  readonly #options: FailingPodsOptions;
  readonly #known = new Map<string, { at: number; failing?: FailingPods }>();

  constructor(options: FailingPodsOptions) {
    this.#options = options;
  }

  /** The Application with its failing pods, as far as they are known. */
  show({ key, application }: Followed): ObservedApplication {
    const failing = isWorthALook(application)
      ? this.#known.get(key)?.failing
      : undefined;
    return failing ? { ...application, failing } : application;
  }

  /**
   * Looks at an Application again in the next round. What is known of one that is well is forgotten: it would be taken
   * for what its next release does.
   */
  touch(key: string, application: ObservedApplication | undefined): void {
    const known = this.#known.get(key);
    if (!isWorthALook(application)) {
      this.#known.delete(key);
    } else if (known) {
      known.at = -Infinity;
    }
  }

  /** Looks round after round until told to stop. */
  async run(signal: AbortSignal): Promise<never> {
    for (;;) {
      await this.#round(signal);
      await sleep(this.#options.times.pauseMs, undefined, { signal });
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    const { applications, times } = this.#options;
    const all = [...applications()];
    const unwell = all.filter(({ application }) => isWorthALook(application));
    this.#forget(new Set(unwell.map(({ key }) => key)));
    const due = performance.now() - times.againMs;
    const candidates = WORTH_A_LOOK.flatMap(health =>
      unwell.filter(
        ({ key, application }) =>
          application.health === health &&
          (this.#known.get(key)?.at ?? -Infinity) <= due,
      ),
    ).slice(0, MAX_TREES);
    if (candidates.length === 0) {
      return;
    }
    const endsAt = performance.now() + times.roundMs;
    // All workers take from the one iterator.
    const queue = candidates.values();
    const work = async () => {
      for (const one of queue) {
        const timeoutMs = endsAt - performance.now();
        if (timeoutMs <= 0 || signal.aborted) {
          return;
        }
        await this.#look(one, { signal, timeoutMs });
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  async #look(one: Followed, limit: CallLimit): Promise<void> {
    const before = this.#known.get(one.key)?.failing;
    let failing: FailingPods | undefined;
    const at = performance.now();
    try {
      const reply = await this.#options.client.get(treePath(one), {
        ...limit,
        maxBytes: MAX_TREE,
      });
      failing = failingPods(resourceTreeSchema.parse(reply));
    } catch {
      // What Argo CD says of the Application stands without it.
    }
    this.#known.set(one.key, { at, failing });
    if (JSON.stringify(failing) !== JSON.stringify(before)) {
      this.#options.onChange(one.key);
    }
  }

  #forget(unwell: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) {
      if (!unwell.has(key)) {
        this.#known.delete(key);
      }
    }
  }
}

function isWorthALook(application: ObservedApplication | undefined): boolean {
  return application !== undefined && WORTH_A_LOOK.includes(application.health);
}
