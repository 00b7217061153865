import { RELEASE_FILES } from '@slipway/plugin-gitops-common';
import type { Forge, ForgePullRequest } from '@slipway/plugin-gitops-node';
import type { GitMirror } from '../git/GitMirror';
import type {
  PullRequestPlan,
  PullRequestPlanStore,
} from './PullRequestPlanStore';

const TIMEOUT_MS = 15_000;
const KEEP_CLOSED_MS = 90 * 24 * 60 * 60 * 1000;

/** What plans are made of; a change of anything else moves the base and no plan. */
const PLANNED_FROM =
  /^(?:(?:apps|charts|clusters|policies)\/|environments\.yaml$)/;

const COMPONENT = /^apps\/([^/]+)\//;
const RELEASE_LAYER = new RegExp(
  `^apps/[^/]+/overlays/[^/]+/(?:${Object.values(RELEASE_FILES).join('|')})$`,
);

/**
 * Whether a pull request is planned anew: no; yes, and its verdict stands until then; or yes, and
 * nobody may rely on the verdict until then.
 */
type News = 'none' | 'likely-same' | 'unknown';

/** What a {@link PullRequestQueue} is made from. */
export interface PullRequestQueueOptions {
  forge: Pick<Forge, 'listOpenPullRequests'>;
  mirror: Pick<GitMirror, 'resolve' | 'changedPaths'>;
  store: PullRequestPlanStore;
  /** The branch that clusters follow. */
  branch: string;
  now(): Date;
}

/** Finds out which pull requests have to be planned. */
export class PullRequestQueue {
  readonly #options: PullRequestQueueOptions;

  constructor(options: PullRequestQueueOptions) {
    this.#options = options;
  }

  /**
   * Queues what is new: pull requests, their newest commits, and a base that moved. The mirror has to
   * be fresh.
   *
   * @returns numbers of the pull requests that were queued
   * @throws what the forge throws
   */
  async look(): Promise<number[]> {
    const { forge, mirror, store, branch, now } = this.#options;
    const open = await forge.listOpenPullRequests({
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const base = await mirror.resolve(branch);
    if (!base) {
      return [];
    }
    const known = await store.open();
    const queued: number[] = [];
    for (const { number, commit: head } of open) {
      const before = known.get(number);
      const news = await this.#newsOf(before, head, base);
      if (news !== 'none') {
        await store.queue(
          { number, head, base },
          {
            // What the head's status says stays until the new plan is there.
            announced: news === 'likely-same' && Boolean(before?.announced),
            now: now(),
          },
        );
        queued.push(number);
      } else if (before && before.base !== base) {
        await store.setBase(number, base);
      }
    }
    await store.closeOthers(numbersOf(open), now());
    await store.forgetClosedBefore(new Date(now().getTime() - KEEP_CLOSED_MS));
    return queued;
  }

  async #newsOf(
    before: PullRequestPlan | undefined,
    head: string,
    base: string,
  ): Promise<News> {
    if (before?.head !== head) {
      return 'unknown';
    }
    if (before.base === base) {
      return 'none';
    }
    const { mirror } = this.#options;
    const moved = await mirror.changedPaths(before.base, base);
    const planned = moved?.filter(path => PLANNED_FROM.test(path));
    if (planned?.length === 0) {
      return 'none';
    }
    // Nobody merges what is refused.
    if (before.verdict === 'refused') {
      return 'likely-same';
    }
    const own = new Set(
      (await mirror.changedPaths(base, head))?.map(componentOf),
    );
    const others = planned?.every(
      path => RELEASE_LAYER.test(path) && !own.has(componentOf(path)),
    );
    return others && own.size > 0 ? 'likely-same' : 'unknown';
  }
}

function componentOf(path: string): string | undefined {
  return COMPONENT.exec(path)?.[1];
}

function numbersOf(open: readonly ForgePullRequest[]): number[] {
  return open.map(({ number }) => number);
}
