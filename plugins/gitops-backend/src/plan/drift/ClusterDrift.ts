import { toError } from '@backstage/errors';
import {
  driftedObjects,
  type DriftReport,
} from '@slipway/plugin-gitops-common';
import type { LiveObjectsProvider } from '@slipway/plugin-gitops-node';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { withDeadline } from '../../status/withDeadline';

/** Times of a {@link ClusterDrift}, in milliseconds. */
export interface ClusterDriftTimes {
  /** What a cluster said, or failed to say, is shared among viewers for this long. */
  cacheMs: number;
  /** A viewer waits no longer than this, for all Applications together. */
  deadlineMs: number;
  /** Calls are given up after this; longer than the deadline, so that a slow answer serves the next viewer. */
  timeoutMs: number;
}

const DEFAULT_TIMES: ClusterDriftTimes = {
  cacheMs: 15_000,
  deadlineMs: 2_000,
  timeoutMs: 5_000,
};
/** Applications whose drift is remembered. */
const REMEMBERED = 1_000;
/** Replies that are held at a time. */
const AT_A_TIME = 4;

interface Answer {
  askedAt: number;
  report: Promise<DriftReport>;
}

/** What differs from Git on one cluster, on behalf of everybody who looks at a plan. Never throws. */
export class ClusterDrift {
  readonly #provider: LiveObjectsProvider;
  readonly #times: ClusterDriftTimes;
  readonly #answers: LRUCache<string, Answer>;
  readonly #limit = pLimit(AT_A_TIME);

  constructor(
    provider: LiveObjectsProvider,
    times: ClusterDriftTimes = DEFAULT_TIMES,
  ) {
    this.#provider = provider;
    this.#times = times;
    this.#answers = new LRUCache({ max: REMEMBERED, ttl: times.cacheMs });
  }

  get cluster(): string {
    return this.#provider.cluster;
  }

  /** By name of the Application, within the deadline. */
  async read(
    applications: readonly string[],
  ): Promise<Map<string, DriftReport>> {
    const signal = AbortSignal.timeout(this.#times.timeoutMs);
    const entries = applications.map(async application => {
      const { askedAt, report } =
        this.#answers.get(application) ?? this.#ask(application, signal);
      // Counted from the call, so that only its first viewers wait for a cluster that hangs.
      const left = this.#times.deadlineMs - (Date.now() - askedAt);
      return [
        application,
        (await withDeadline(report, Math.max(0, left))) ?? this.#late(),
      ] as const;
    });
    return new Map(await Promise.all(entries));
  }

  #ask(application: string, signal: AbortSignal): Answer {
    const answer = {
      askedAt: Date.now(),
      report: this.#limit(() => this.#report(application, signal)),
    };
    this.#answers.set(application, answer);
    return answer;
  }

  async #report(
    application: string,
    signal: AbortSignal,
  ): Promise<DriftReport> {
    if (signal.aborted) {
      return this.#late();
    }
    try {
      const objects = await this.#provider.readLiveObjects({
        application,
        signal,
      });
      return { drifted: driftedObjects(objects) };
    } catch (error) {
      return { unknown: toError(error).message };
    }
  }

  #late(): DriftReport {
    return {
      unknown: `${this.cluster} did not answer within ${this.#times.deadlineMs / 1000} s`,
    };
  }
}
