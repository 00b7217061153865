import {
  gatesVerdict,
  promotionBody,
  promotionCommitMessage,
  promotionTitle,
  takeOutCommitMessage,
} from '@slipway/plugin-gitops-common';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { UNPLANNED } from '../gates/GateKeeper';
import { HOTFIX_LABEL } from '../gates/hotfixLabel';
import { isWrongInGit, type LayerChange } from '../layers/ReleaseLayers';
import { conflictingFiles, conflictWords } from './conflicts';
import { gateWords, pauseUntil } from './gateWords';
import type { Next, PromotionWork } from './PromotionWork';

/** For others, which wake it when they are done. */
const WAIT_FOR_OTHERS_MS = 15_000;

/** `requested`: waits for its turn, and makes its branch on top of the newest commit. */
export async function makeBranch(work: PromotionWork): Promise<Next> {
  const { store, forge, index, layers } = work.parts;
  const { promotion } = work;
  if ((await store.ahead(work.claimed)).length > 0) {
    return { afterMs: WAIT_FOR_OTHERS_MS };
  }
  await index.refresh();
  const { snapshot } = index;
  if (!snapshot || index.status.unreachable) {
    throw new ServiceUnavailableError(
      `The GitOps repository is not readable: ${index.status.unreachable?.reason ?? 'it was never read'}`,
    );
  }
  const base = snapshot.commit;
  let changes: LayerChange[];
  try {
    changes = await layers.changes(promotion, base);
  } catch (error) {
    if (!isWrongInGit(error)) {
      throw error;
    }
    return work.advance({ state: 'failed', message: error.message });
  }
  if (changes.every(({ before, after }) => before === after)) {
    return work.advance({
      state: 'cancelled',
      message: 'Git names these releases already',
    });
  }
  if (promotion.direct) {
    const pause = await waitForGates(work, changes);
    if (pause) {
      return pause;
    }
  }
  // Before there is one, so that whatever happens, it is taken away in the end.
  await work.save({
    hasBranch: true,
    progress: { base },
    promotion: one => ({
      ...one,
      parts: one.parts.map(part => {
        const from = changes.find(({ overlay }) => overlay === part.overlay);
        return from ? { ...part, from: from.from } : part;
      }),
    }),
  });
  const { branch: name } = promotion;
  await forge.proposals.ensureBranch({ name, commit: base }, work.call());
  return work.advance({ state: 'branch' });
}

/** `branch`: makes the one commit. */
export async function makeCommit(work: PromotionWork): Promise<Next> {
  const { forge, layers, mirror } = work.parts;
  const { base = '' } = work.progress;
  if (work.progress.written.length === 0) {
    // Whatever is taken out from now on is a commit of its own, so that a second attempt makes the same.
    await work.save({ progress: { written: work.overlays } });
  }
  const { written } = work.progress;
  const promotion = {
    ...work.promotion,
    parts: work.promotion.parts
      .filter(({ overlay }) => written.includes(overlay))
      .map(({ takenOut, ...part }) => part),
  };
  const changes = await layers.changes(promotion, base);
  const made = await unlessConflict(
    forge.proposals.commitFiles(
      {
        branch: promotion.branch,
        parent: base,
        tree: await mirror.objects.treeOf(base),
        files: changes
          .filter(({ before, after }) => before !== after)
          .map(({ path, after }) => ({ path, content: after })),
        message: promotionCommitMessage(promotion),
      },
      work.call(),
    ),
  );
  return made instanceof Error
    ? work.advance({ state: 'failed', message: made.message })
    : work.advance({ state: 'committed', ...made });
}

/** `committed`: opens the pull request, or merges where nobody has to approve. */
export async function propose(work: PromotionWork): Promise<Next> {
  const { forge } = work.parts;
  const { promotion } = work;
  if (await takeOutOfBranch(work, promotion.commit ?? '')) {
    return 'again';
  }
  if (promotion.direct) {
    return mergeDirectly(work);
  }
  // What it waits for from the start, so that the first look has nothing to write.
  const gates = await work.parts.gates.look(promotion, {
    verdict: work.parts.planner ? undefined : UNPLANNED,
  });
  const pullRequest = await unlessConflict(
    forge.proposals.openPullRequest(
      {
        branch: promotion.branch,
        title: promotionTitle(promotion),
        body: promotionBody(promotion, gates),
        ...(promotion.hotfix && { labels: [HOTFIX_LABEL] }),
      },
      work.call(),
    ),
  );
  return pullRequest instanceof Error
    ? work.advance({ state: 'failed', message: pullRequest.message })
    : work.advance({ state: 'pull-request-open', pullRequest });
}

/**
 * Brings what was taken out back to what it was before, by a commit on top of the branch.
 *
 * @returns whether there was anything
 */
export async function takeOutOfBranch(
  work: PromotionWork,
  parent: string,
): Promise<boolean> {
  const { forge, layers } = work.parts;
  const { promotion, progress, overlays } = work;
  const out = promotion.parts.filter(
    ({ overlay }) =>
      progress.written.includes(overlay) && !overlays.includes(overlay),
  );
  if (out.length === 0) {
    return false;
  }
  const files = await layers.textsOf(out, progress.base ?? '');
  const { commit } = await forge.proposals.commitFiles(
    {
      branch: promotion.branch,
      parent,
      files,
      message: takeOutCommitMessage(
        promotion,
        out.map(({ component }) => component),
      ),
    },
    work.call(),
  );
  await work.save({
    promotion: one => ({ ...one, commit }),
    progress: { written: overlays },
  });
  return true;
}

async function mergeDirectly(work: PromotionWork): Promise<Next> {
  const { forge, index } = work.parts;
  const { promotion } = work;
  const changes = await work.parts.layers.changes(
    promotion,
    work.progress.base ?? '',
  );
  const pause = await waitForGates(work, changes);
  if (pause) {
    return pause;
  }
  const { commit = '' } = promotion;
  const message = promotionCommitMessage(promotion);
  const merge = { commit, message };
  const merged = await unlessConflict(
    forge.proposals.mergeCommit(merge, work.call()),
  );
  await index.refresh();
  if (!(merged instanceof Error)) {
    return work.advance({ state: 'merged', ...merged });
  }
  const files = await conflictingFiles(work, commit);
  if (!files) {
    // Somebody pushed in between, and now there is none.
    throw merged;
  }
  return work.advance({ state: 'failed', message: conflictWords(files) });
}

/** A conflict stands against a promotion for good; whatever else is thrown may pass. */
async function unlessConflict<T>(call: Promise<T>): Promise<T | Error> {
  try {
    return await call;
  } catch (error) {
    const failure = toError(error);
    if (failure.name === 'ConflictError') {
      return failure;
    }
    throw error;
  }
}

/** Plans what has no pull request, and looks at its gates. */
async function waitForGates(
  work: PromotionWork,
  changes: readonly LayerChange[],
): Promise<Next | undefined> {
  const { planner, gates, now } = work.parts;
  const plan = await planner?.planFiles({
    files: changes.map(({ path, after }) => ({ path, content: after })),
  });
  const verdict = plan?.verdict;
  const results = await gates.look(work.promotion, {
    verdict: planner ? verdict : UNPLANNED,
  });
  await work.save({
    progress: { gates: results, verdict, plan: plan?.id, problem: undefined },
  });
  const { state, until } = gatesVerdict(results);
  if (state === 'refused') {
    return work.advance({ state: 'refused', message: gateWords(results) });
  }
  return state === 'open' ? undefined : { afterMs: pauseUntil(until, now()) };
}
