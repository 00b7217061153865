import {
  type GateResult,
  gatesVerdict,
  promotionBody,
  promotionTitle,
  type Verdict,
} from '@slipway/plugin-gitops-common';
import { NotFoundError, toError } from '@backstage/errors';
import type { ForgePullRequestDetail } from '@slipway/plugin-gitops-node';
import { UNPLANNED } from '../gates/GateKeeper';
import { conflictingFiles, conflictWords } from './conflicts';
import {
  GATES_STATUS_CONTEXT,
  gatesStatus,
  gateWords,
  pauseUntil,
} from './gateWords';
import type { Next, PromotionWork } from './PromotionWork';
import { takeOutOfBranch } from './propose';
import { commitsOfSameChange } from './sameChange';

/** The forge needs a moment. Milliseconds. */
const FORGE_DECIDES_MS = 5_000;

/** `pull-request-open`: keeps what the forge shows up to date, until somebody merges or closes it. */
export async function review(work: PromotionWork): Promise<Next> {
  const { forge, index, now } = work.parts;
  const number = work.promotion.pullRequest?.number ?? 0;
  const detail = await forge.readPullRequest(number, work.call());
  if (!detail) {
    const message = `Pull request #${number} is gone from the forge`;
    return work.advance({ state: 'cancelled', message });
  }
  if (detail.state === 'merged') {
    const mergeCommit = detail.merge.mergeCommit ?? detail.commit;
    await index.refresh();
    return work.advance({ state: 'merged', mergeCommit });
  }
  if (detail.state === 'closed') {
    return work.advance(closing(detail));
  }
  if (await takeOutOfBranch(work, detail.commit)) {
    return 'again';
  }
  if (detail.merge.state === 'conflict') {
    await index.refresh();
    const files = await conflictingFiles(work, detail.commit);
    if (files) {
      return work.advance({ state: 'failed', message: conflictWords(files) });
    }
  }
  const verdict = await verdictOf(work, detail);
  const gates = await work.parts.gates.look(work.promotion, {
    verdict: work.parts.planner ? verdict : UNPLANNED,
    pullRequest: detail,
    sameAs: await commitsOfSameChange(work, detail),
  });
  const isNews = await tell(work, detail, gates);
  await work.save({
    progress: { gates, verdict, seen: detail.updatedAt, problem: undefined },
  });
  const { state, until } = gatesVerdict(gates);
  if (state === 'refused') {
    return work.advance({ state: 'refused', message: gateWords(gates) });
  }
  // Only what is ready is updated, so that not every push to Git moves every branch.
  const isUpdating =
    state === 'open' && detail.behind && (await bringUpToDate(work, detail));
  // The check may have been all that kept the forge from saying whether the branch is behind.
  const isDecided =
    state === 'open' && isNews && detail.merge.state === 'blocked';
  return {
    afterMs:
      isUpdating || isDecided ? FORGE_DECIDES_MS : pauseUntil(until, now()),
  };
}

/**
 * Merges what Git has by now into the branch, by the forge, on top of whatever is there.
 *
 * @returns whether the forge is at it
 */
async function bringUpToDate(
  work: PromotionWork,
  { number, commit }: ForgePullRequestDetail,
): Promise<boolean> {
  const { forge, logger } = work.parts;
  try {
    await forge.proposals.updateBranch({ number, commit }, work.call());
    return true;
  } catch (error) {
    const failure = toError(error);
    if (failure.name !== 'ConflictError') {
      throw error;
    }
    // Somebody pushed, or there is a conflict: the next look at it says which.
    logger.info(failure.message);
    return false;
  }
}

function closing({ number, events }: ForgePullRequestDetail) {
  const asked = events.findLast(({ kind }) => kind === 'changes-requested');
  return asked
    ? ({
        state: 'refused',
        message: `${asked.author} asked for changes of pull request #${number}, and it was closed`,
      } as const)
    : ({
        state: 'cancelled',
        message: `Pull request #${number} was closed on the forge`,
      } as const);
}

/** What the plan of the newest commit comes to. */
async function verdictOf(
  { parts: { plans, planner }, progress }: PromotionWork,
  { number, commit }: ForgePullRequestDetail,
): Promise<Verdict | undefined> {
  const row = await plans.get(number);
  if (!planner || row?.head !== commit) {
    return undefined;
  }
  if (row.planId === undefined) {
    // While it is planned anew because the branch moved, the check of plans says so.
    return progress.said?.commit === commit ? progress.verdict : undefined;
  }
  try {
    return (await planner.get(row.planId)).verdict;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Says on the forge what is waited for, unless it says so already.
 *
 * @returns whether its check has changed
 */
async function tell(
  work: PromotionWork,
  { number, commit, body: present }: ForgePullRequestDetail,
  gates: readonly GateResult[],
): Promise<boolean> {
  const { forge, pageOf } = work.parts;
  const { promotion, progress } = work;
  const status = gatesStatus(gates);
  const said = {
    commit,
    status: `${status.state}: ${status.description}`,
    body: promotionBody(promotion, gates),
  };
  if (said.body !== progress.said?.body && said.body !== present) {
    const title = promotionTitle(promotion);
    await forge.proposals.describePullRequest(
      { number, title, body: said.body },
      work.call(),
    );
  }
  const isNews =
    said.commit !== progress.said?.commit ||
    said.status !== progress.said.status;
  if (isNews) {
    await forge.setStatus(
      {
        ...status,
        commit,
        context: GATES_STATUS_CONTEXT,
        url: pageOf(promotion),
      },
      work.call(),
    );
  }
  await work.save({ progress: { said } });
  return isNews;
}
