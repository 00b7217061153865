import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import {
  HttpError,
  notFound,
  unprocessable,
  validationFailed,
} from '../http/errors.ts';
import type { Account, PullRequest } from '../store/types.ts';
import { forgeSignature, signatureOf } from './accounts.ts';
import { codeOwnersOf } from './codeOwners.ts';
import { moveRef } from './moveRef.ts';
import { findPull, publishPull } from './pullFacts.ts';
import { headRef } from './pullRefs.ts';
import type { Located } from './repositories.ts';
import { requestReviewers } from './reviewRequests.ts';

const invalid = (field: string) =>
  validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
const custom = (message: string) =>
  validationFailed({
    resource: 'PullRequest',
    field: 'base',
    code: 'custom',
    message,
  });

/** A pull request to open; `head` may be `owner:branch`. */
export interface NewPull {
  title: string;
  body: string | null;
  head: string;
  base: string;
  draft: boolean;
  maintainerCanModify: boolean;
}

/**
 * Opens a pull request, and asks the code owners to review it.
 * @throws HttpError 422 when a branch is missing, nothing differs, or one is already open.
 */
export async function createPull(
  context: ForgeContext,
  author: Account,
  located: Located,
  input: NewPull,
): Promise<PullRequest> {
  const { repo, owner } = located;
  const git = context.git.open(repo.id);
  const colon = input.head.indexOf(':');
  const head = input.head.slice(colon + 1);
  const headOwner = colon < 0 ? owner.login : input.head.slice(0, colon);
  // Without forks, a head is always a branch of this repository.
  if (headOwner.toLowerCase() !== owner.login.toLowerCase())
    throw invalid('head');
  const headSha = await git.readRef(`refs/heads/${head}`);
  if (!headSha) throw invalid('head');
  const baseSha = await git.readRef(`refs/heads/${input.base}`);
  if (!baseSha) throw invalid('base');
  if ((await git.countCommits(headSha, baseSha)) === 0) {
    throw custom(`No commits between ${input.base} and ${head}`);
  }
  const number = await context.locks.run(repo.id, async () => {
    const now = context.clock().toISOString();
    const made = await context.store.transaction(async store => {
      const same = await store.pulls.list({
        repoId: repo.id,
        headRef: head,
        baseRef: input.base,
        mergedAt: null,
      });
      const open = same.length
        ? await store.issues.count({
            id: same.map(pull => pull.id),
            state: 'open',
          })
        : 0;
      if (open)
        throw custom(
          `A pull request already exists for ${owner.login}:${head}.`,
        );
      const next = await store.takeNumber(repo.id);
      const issue = await store.issues.insert({
        repoId: repo.id,
        number: next,
        isPull: true,
        title: input.title,
        body: input.body,
        state: 'open',
        stateReason: null,
        authorId: author.id,
        closedById: null,
        locked: false,
        createdAt: now,
        updatedAt: now,
        closedAt: null,
      });
      await store.pulls.insert({
        id: issue.id,
        repoId: repo.id,
        number: next,
        baseRef: input.base,
        baseSha,
        headRef: head,
        headSha,
        draft: input.draft,
        maintainerCanModify: input.maintainerCanModify,
        mergedAt: null,
        mergedById: null,
        mergeCommitSha: null,
      });
      return next;
    });
    await git.updateRef(headRef(made), headSha);
    return made;
  });
  const pull = await findPull(context, repo.id, number);
  if (!pull) throw notFound();
  await publishPull(context, located, author, number, 'opened');
  if (!pull.draft) await requestCodeOwners(context, author, located, pull);
  return pull;
}

async function requestCodeOwners(
  context: ForgeContext,
  author: Account,
  located: Located,
  pull: PullRequest,
): Promise<void> {
  const groups = await codeOwnersOf(context, located, pull);
  const users = groups
    .flatMap(group => group.users)
    .filter(user => user.id !== author.id);
  const teams = groups.flatMap(group => group.teams);
  if (users.length || teams.length) {
    await requestReviewers(context, author, located, pull, { users, teams });
  }
}

/** What may be changed about an open or closed pull request. */
export interface PullChanges {
  title?: string;
  body?: string | null;
  state?: 'open' | 'closed';
  base?: string;
  draft?: boolean;
}

/**
 * Edits, closes or reopens a pull request.
 * @throws HttpError 422 when it was merged or its branch is gone.
 */
export async function updatePull(
  context: ForgeContext,
  actor: Account,
  located: Located,
  pull: PullRequest,
  changes: PullChanges,
): Promise<void> {
  const { store } = context;
  const git = context.git.open(located.repo.id);
  const now = context.clock().toISOString();
  const { title, body, state, base, draft } = changes;
  const turned = state !== undefined && state !== pull.issue.state;
  if (turned && state === 'open') {
    const head = await git.readRef(`refs/heads/${pull.headRef}`);
    if (pull.mergedAt || !head) throw invalid('state');
    await store.pulls.update({ id: pull.id }, { headSha: head });
    await git.updateRef(headRef(pull.number), head);
  }
  if (base !== undefined) {
    const baseSha = await git.readRef(`refs/heads/${base}`);
    if (!baseSha) throw invalid('base');
    await store.pulls.update({ id: pull.id }, { baseRef: base, baseSha });
  }
  if (draft !== undefined) await store.pulls.update({ id: pull.id }, { draft });
  await store.issues.update(
    { id: pull.id },
    {
      ...(title === undefined ? {} : { title }),
      ...(body === undefined ? {} : { body }),
      ...(turned
        ? {
            state,
            closedAt: state === 'closed' ? now : null,
            closedById: state === 'closed' ? actor.id : null,
          }
        : {}),
      updatedAt: now,
    },
  );
  if (title !== undefined || body !== undefined || base !== undefined) {
    await publishPull(context, located, actor, pull.number, 'edited', {
      changes: {},
    });
  }
  if (draft !== undefined && draft !== pull.draft) {
    await publishPull(
      context,
      located,
      actor,
      pull.number,
      draft ? 'converted_to_draft' : 'ready_for_review',
    );
  }
  if (turned) {
    await publishPull(
      context,
      located,
      actor,
      pull.number,
      state === 'closed' ? 'closed' : 'reopened',
    );
  }
}

/**
 * Merges the base branch into the head branch of a pull request.
 * @throws HttpError 422 when the head is not as expected, nothing is new, or they conflict.
 */
export async function updateBranch(
  context: ForgeContext,
  actor: Actor,
  located: Located,
  pull: PullRequest,
  expectedHead?: string,
): Promise<void> {
  if (expectedHead && expectedHead !== pull.headSha) {
    throw unprocessable(`expected head sha didn’t match current head ref.`);
  }
  const git = context.git.open(located.repo.id);
  const base = await git.readRef(`refs/heads/${pull.baseRef}`);
  if (!base || !actor.account || pull.issue.state === 'closed')
    throw new HttpError(422, 'Validation Failed');
  if (await git.isAncestor(base, pull.headSha)) {
    throw unprocessable('There are no new commits on the base branch.');
  }
  const merged = await git.mergeTree(pull.headSha, base);
  if (!merged.clean)
    throw unprocessable('merge conflict between base and head');
  const now = context.clock();
  const sha = await git.writeCommit({
    tree: merged.tree,
    parents: [pull.headSha, base],
    message: `Merge branch '${pull.baseRef}' into ${pull.headRef}`,
    author: signatureOf(actor.account, now),
    committer: forgeSignature(now),
  });
  await moveRef(context, actor, located, {
    ref: `refs/heads/${pull.headRef}`,
    before: pull.headSha,
    after: sha,
  });
}
