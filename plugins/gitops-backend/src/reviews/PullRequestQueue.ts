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
      if (await this.#isNews(before, head, base)) {
        await store.queue(
          { number, head, base },
          {
            // The head's status stays what it is until the new plan is there.
            announced: before?.head === head && before.announced,
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

  async #isNews(
    before: PullRequestPlan | undefined,
    head: string,
    base: string,
  ): Promise<boolean> {
    if (before?.head !== head) {
      return true;
    }
    if (before.base === base) {
      return false;
    }
    const paths = await this.#options.mirror.changedPaths(before.base, base);
    return !paths || paths.some(path => PLANNED_FROM.test(path));
  }
}

function numbersOf(open: readonly ForgePullRequest[]): number[] {
  return open.map(({ number }) => number);
}
