import { NotFoundError } from '@backstage/errors';
import {
  PLAN_COMMENT_MARKER,
  type PlanState,
  type ReviewDetail,
  type ReviewSummary,
} from '@slipway/plugin-gitops-common';
import type {
  Forge,
  ForgePullRequestDetail,
} from '@slipway/plugin-gitops-node';
import { LRUCache } from 'lru-cache';
import type { PullRequestReader } from '../pullrequests/PullRequestReader';
import type { DriftReader } from '../plan/drift/DriftReader';
import type { Planner } from './Planner';
import { planProgress } from './planProgress';
import { planStateOf } from './planState';
import type { PullRequestPlanStore } from './PullRequestPlanStore';

const TIMEOUT_MS = 8_000;
/** Shared among viewers for this long; a webhook ends it early. */
const CACHE_MS = 5_000;
const CACHE_SIZE = 200;

/** What a {@link ReviewReader} is made from. */
export interface ReviewReaderOptions {
  forge: Pick<Forge, 'readPullRequest'>;
  pullRequests: PullRequestReader;
  store: Pick<PullRequestPlanStore, 'get' | 'open'>;
  /** Undefined if the portal makes no plans. */
  planner: Planner | undefined;
  /** Adds to plans what merging would overwrite now. */
  drift: Pick<DriftReader, 'show'>;
}

/** Pull requests as a reviewer sees them: what the forge knows, and what their plans say. */
export class ReviewReader {
  readonly #options: ReviewReaderOptions;
  readonly #details: LRUCache<number, ForgePullRequestDetail>;

  constructor(options: ReviewReaderOptions) {
    this.#options = options;
    this.#details = new LRUCache<number, ForgePullRequestDetail>({
      max: CACHE_SIZE,
      ttl: CACHE_MS,
      // Who waits gets an answer even if it is forgotten meanwhile.
      ignoreFetchAbort: true,
      fetchMethod: number =>
        options.forge.readPullRequest(number, {
          signal: AbortSignal.timeout(TIMEOUT_MS),
        }),
    });
  }

  /** Forgets what the forge said, because it changed. */
  invalidate(): void {
    this.#options.pullRequests.invalidate();
    this.#details.clear();
  }

  /** All open pull requests, newest first. */
  async list(): Promise<ReviewSummary[]> {
    const { pullRequests, store } = this.#options;
    const [open, plans] = await Promise.all([
      pullRequests.listOpen(),
      store.open(),
    ]);
    return open.map(one => ({
      ...one,
      ...planProgress(plans.get(one.number), one.commit),
    }));
  }

  /** @throws `NotFoundError` if there is no such pull request */
  async detail(number: number): Promise<ReviewDetail> {
    const read = await this.#details.fetch(number);
    if (!read) {
      throw noPullRequest(number);
    }
    const { behind: _behind, labels: _labels, ...found } = read;
    const { pullRequests, store } = this.#options;
    const { branch, commit, merge } = found;
    const [scope, plan] = await Promise.all([
      pullRequests.scopeOf({ branch, commit, mergeCommit: merge.mergeCommit }),
      store.get(number),
    ]);
    return {
      ...found,
      ...scope,
      ...planProgress(plan, commit),
      // The portal's own comment says what the page says.
      events: found.events
        .filter(
          ({ own, body }) => !own || !body.startsWith(PLAN_COMMENT_MARKER),
        )
        .map(({ own: _own, ...event }) => event),
    };
  }

  /** @throws `NotFoundError` if there is no such pull request */
  async planState(number: number): Promise<PlanState> {
    const { store, planner, drift } = this.#options;
    const state = await planStateOf(number, store, planner, drift);
    if (state) {
      return state;
    }
    const { state: open } = await this.detail(number);
    return open === 'open'
      ? { status: 'planning' }
      : {
          status: 'failed',
          problem: 'It was closed before it was planned, or long ago.',
        };
  }
}

/** What is answered for a pull request that does not exist, or not for whoever asks. */
export function noPullRequest(number: number): NotFoundError {
  return new NotFoundError(
    `The GitOps repository has no pull request #${number}`,
  );
}
