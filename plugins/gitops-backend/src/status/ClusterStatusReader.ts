import { setTimeout as sleep } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import type {
  LiveObjectSummary,
  Observation,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type {
  ClusterStatusListener,
  ClusterStatusProvider,
} from '@slipway/plugin-gitops-node';
import { ApplicationSet } from './ApplicationSet';
import { failureStatus } from './failureStatus';
import { reconnectDelay } from './reconnectDelay';
import { withDeadline } from './withDeadline';

type Failure = Pick<
  Exclude<Observation, { status: 'observed' }>,
  'status' | 'reason'
>;

/** What a {@link ClusterStatusReader} is made from. */
export interface ClusterStatusOptions {
  /** A cluster that does not answer a try within this is unreachable, though the try goes on. Milliseconds. */
  deadlineMs?: number;
  /** Waits between two connections; see {@link reconnectDelay}. */
  delay?: typeof reconnectDelay;
}

/**
 * Called when what is known of a cluster changes.
 *
 * @param components - that it is about; undefined if it is about all
 */
export type StatusListener = (
  components: readonly string[] | undefined,
) => void;

/**
 * Follows one cluster on behalf of everybody who looks, and answers from memory. What is down is tried by one
 * connection at a time, less and less often; meanwhile nobody else asks it anything.
 */
export class ClusterStatusReader {
  readonly cluster: string;
  readonly #provider: ClusterStatusProvider;
  readonly #deadlineMs: number;
  readonly #delay: typeof reconnectDelay;
  readonly #applications = new ApplicationSet();
  readonly #listeners = new Set<StatusListener>();
  /** Something is known: an answer, or that there is none. */
  readonly #known = createDeferred<void>();
  #failure: Failure | undefined;
  /** When it was last so, in milliseconds since 1970. */
  #observedAt: number | undefined;

  constructor(
    provider: ClusterStatusProvider,
    options: ClusterStatusOptions = {},
  ) {
    this.cluster = provider.cluster;
    this.#provider = provider;
    this.#deadlineMs = options.deadlineMs ?? 1_500;
    this.#delay = options.delay ?? reconnectDelay;
  }

  /** Components that have an Application, as far as is known. */
  get components(): string[] {
    return this.#applications.components;
  }

  /** Has somebody told of changes. */
  subscribe(listener: StatusListener): void {
    this.#listeners.add(listener);
  }

  /** Follows the cluster until told to stop. Never throws. */
  async follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = performance.now();
      const answered = await this.#connect(signal);
      const lastedMs = performance.now() - startedAt;
      const delay = this.#delay(
        { answered, lastedMs, failures },
        Math.random(),
      );
      failures = answered ? 0 : failures + 1;
      await sleep(delay, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Waits until something is known, but not longer than the deadline. */
  async ready(): Promise<void> {
    await withDeadline(
      this.#known.then(() => this),
      this.#deadlineMs,
    );
  }

  /** What is known now; waits for the first answer, within the deadline. Never throws. */
  async read(): Promise<Observation> {
    await this.ready();
    return this.#observation(() => this.#applications.list);
  }

  /** What is known now, of the Applications of one component. */
  readComponent(component: string): Observation {
    return this.#observation(() => this.#applications.of(component));
  }

  /**
   * The objects of an Application.
   *
   * @throws as the provider does
   */
  async readObjects(
    application: string,
    signal: AbortSignal,
  ): Promise<LiveObjectSummary[]> {
    return this.#provider.readObjects(application, { signal });
  }

  /** @returns whether it told what there is */
  async #connect(signal: AbortSignal): Promise<boolean> {
    let answered = false;
    const slow = setTimeout(() => this.#failSlow(), this.#deadlineMs);
    const listener: ClusterStatusListener = {
      onApplications: applications => {
        answered = true;
        clearTimeout(slow);
        this.#answer(applications);
      },
      onApplication: (key, application) => {
        this.#tell(this.#applications.set(key, application));
      },
      onAlive: () => {
        this.#observedAt = Date.now();
      },
    };
    try {
      await this.#provider.watch(listener, { signal });
    } catch (error) {
      if (!signal.aborted) {
        this.#fail({
          status: failureStatus(error),
          reason: toError(error).message,
        });
      }
    } finally {
      clearTimeout(slow);
    }
    return answered;
  }

  #answer(applications: ReadonlyMap<string, ObservedApplication>): void {
    const all = this.#failure !== undefined || this.#observedAt === undefined;
    const changed = this.#applications.replace(applications);
    this.#failure = undefined;
    this.#observedAt = Date.now();
    this.#known.resolve();
    if (all) {
      this.#listeners.forEach(listener => listener(undefined));
    } else {
      this.#tell(changed);
    }
  }

  /** What is known to fail fails for the reason that is known. */
  #failSlow(): void {
    if (!this.#failure) {
      this.#fail({
        status: 'unreachable',
        reason: `Argo CD of ${this.cluster} did not answer within ${
          this.#deadlineMs / 1000
        } s.`,
      });
    }
  }

  #fail(failure: Failure): void {
    const before = this.#failure;
    this.#failure = failure;
    this.#known.resolve();
    if (before?.status !== failure.status || before.reason !== failure.reason) {
      this.#listeners.forEach(listener => listener(undefined));
    }
  }

  #tell(components: ReadonlySet<string>): void {
    if (components.size > 0) {
      this.#listeners.forEach(listener => listener([...components]));
    }
  }

  #observation(applications: () => ObservedApplication[]): Observation {
    const last =
      this.#observedAt === undefined
        ? undefined
        : {
            observedAt: new Date(this.#observedAt).toISOString(),
            applications: applications(),
          };
    if (this.#failure) {
      return { ...this.#failure, last };
    }
    return last
      ? { status: 'observed', ...last }
      : {
          status: 'unreachable',
          reason: `Argo CD of ${this.cluster} has not answered yet.`,
        };
  }
}
