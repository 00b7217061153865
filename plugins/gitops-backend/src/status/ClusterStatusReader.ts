import { toError } from '@backstage/errors';
import type {
  Observation,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { ClusterStatusProvider } from '@slipway/plugin-gitops-node';
import { SingleFlight } from './SingleFlight';
import { withDeadline } from './withDeadline';

/** Times of a {@link ClusterStatusReader}, in milliseconds. */
export interface ClusterStatusTimes {
  /** An answer, good or bad, is shared among viewers for this long. */
  cacheMs: number;
  /** A viewer waits no longer than this. */
  deadlineMs: number;
  /** A call is given up after this; longer than the deadline, so that a slow answer serves the next viewer. */
  timeoutMs: number;
}

const DEFAULT_TIMES: ClusterStatusTimes = {
  cacheMs: 2_000,
  deadlineMs: 1_500,
  timeoutMs: 5_000,
};

/** Observes one cluster on behalf of everybody who looks, and remembers its last answer. */
export class ClusterStatusReader {
  readonly cluster: string;
  readonly #provider: ClusterStatusProvider;
  readonly #times: ClusterStatusTimes;
  readonly #flight = new SingleFlight(() => this.#observe());
  #askedAt = 0;
  #latest: { at: number; observation: Observation } | undefined;
  #lastAnswer:
    { observedAt: string; applications: ObservedApplication[] } | undefined;

  constructor(
    provider: ClusterStatusProvider,
    times: ClusterStatusTimes = DEFAULT_TIMES,
  ) {
    this.cluster = provider.cluster;
    this.#provider = provider;
    this.#times = times;
  }

  /** What is known now, within the deadline. Never throws. */
  async read(): Promise<Observation> {
    const { cacheMs, deadlineMs } = this.#times;
    if (this.#latest && Date.now() - this.#latest.at < cacheMs) {
      return this.#latest.observation;
    }
    const flight = this.#flight.run();
    // Counted from the call, so that only its first viewers wait for a cluster that hangs.
    const waited = Date.now() - this.#askedAt;
    const observation = await withDeadline(
      flight,
      Math.max(0, deadlineMs - waited),
    );
    return (
      observation ??
      this.#failure(
        'unreachable',
        `Argo CD of ${this.cluster} did not answer within ${
          deadlineMs / 1000
        } s.`,
      )
    );
  }

  async #observe(): Promise<Observation> {
    this.#askedAt = Date.now();
    const observation = await this.#ask();
    this.#latest = { at: Date.now(), observation };
    return observation;
  }

  async #ask(): Promise<Observation> {
    const { timeoutMs } = this.#times;
    try {
      const applications = await this.#provider.readApplications({
        signal: AbortSignal.timeout(timeoutMs),
      });
      const observedAt = new Date().toISOString();
      this.#lastAnswer = { observedAt, applications };
      return { status: 'observed', observedAt, applications };
    } catch (error) {
      return this.#failure(statusOf(error), toError(error).message);
    }
  }

  #failure(
    status: 'unreachable' | 'forbidden' | 'unknown',
    reason: string,
  ): Observation {
    return { status, reason, last: this.#lastAnswer };
  }
}

function statusOf(error: unknown): 'unreachable' | 'forbidden' | 'unknown' {
  switch (toError(error).name) {
    case 'NotAllowedError':
    case 'AuthenticationError':
      return 'forbidden';
    case 'ServiceUnavailableError':
    case 'TimeoutError':
    case 'AbortError':
      return 'unreachable';
    default:
      return 'unknown';
  }
}
