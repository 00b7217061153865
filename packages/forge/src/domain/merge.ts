import type { ForgeContext } from '../context.ts';
import { conflict, HttpError, notFound } from '../http/errors.ts';
import type { GitRepository } from '../git/GitRepository.ts';
import { GitError } from '../git/run.ts';
import type { GitCommit } from '../git/types.ts';
import { accountPermission } from '../auth.ts';
import type { Account, PullRequest, Repository } from '../store/types.ts';
import { forgeSignature, signatureOf } from './accounts.ts';
import { mergeabilityOf } from './mergeability.ts';
import { findPull } from './pullFacts.ts';
import { mergingRef, recordMerge } from './pullRefs.ts';
import { refsMoved } from './refsMoved.ts';
import type { Located } from './repositories.ts';

/** The three ways that GitHub merges. */
export const mergeMethods = ['merge', 'squash', 'rebase'] as const;
/** @see mergeMethods */
export type MergeMethod = (typeof mergeMethods)[number];

/** How to merge, and in which words. */
export interface MergeRequest {
  method: MergeMethod;
  /** The head that the one who merges has seen. */
  sha?: string;
  title?: string;
  message?: string;
}

const notMergeable = (message = 'Pull Request is not mergeable') =>
  new HttpError(405, message);

function checkMethod(
  repo: Repository,
  method: MergeMethod,
  linear: boolean,
): void {
  const allowed = {
    merge: repo.allowMergeCommit && !linear,
    squash: repo.allowSquashMerge,
    rebase: repo.allowRebaseMerge,
  };
  const names = {
    merge: 'Merge commits',
    squash: 'Squash merges',
    rebase: 'Rebase merges',
  };
  if (!allowed[method])
    throw notMergeable(`${names[method]} are not allowed on this repository.`);
}

interface Plan {
  git: GitRepository;
  actor: Account;
  now: Date;
  located: Located;
  pull: PullRequest;
  /** Where the base branch is. */
  base: string;
  tree: string;
  commits: GitCommit[];
  request: MergeRequest;
}

const join = (title: string, body: string) =>
  body ? `${title}\n\n${body}` : title;

async function mergeCommit({
  git,
  actor,
  now,
  located,
  pull,
  base,
  tree,
  request,
}: Plan): Promise<string> {
  const title =
    request.title ??
    `Merge pull request #${pull.number} from ${located.owner.login}/${pull.headRef}`;
  return git.writeCommit({
    tree,
    parents: [base, pull.headSha],
    message: join(title, request.message ?? pull.issue.title),
    author: signatureOf(actor, now),
    committer: forgeSignature(now),
  });
}

async function squashCommit({
  git,
  now,
  actor,
  located,
  pull,
  base,
  tree,
  commits,
  request,
}: Plan): Promise<string> {
  const { squashMergeCommitTitle, squashMergeCommitMessage } = located.repo;
  const [only] = commits;
  const single = commits.length === 1 && only ? only.message.split('\n') : null;
  const useCommit = single && squashMergeCommitTitle === 'COMMIT_OR_PR_TITLE';
  const title =
    request.title ??
    `${useCommit ? single[0] : pull.issue.title} (#${pull.number})`;
  const messages = {
    BLANK: '',
    PR_BODY: pull.issue.body ?? '',
    COMMIT_MESSAGES: single
      ? single.slice(1).join('\n').trim()
      : commits.map(commit => `* ${commit.message}`).join('\n\n'),
  };
  const author = only?.author ?? signatureOf(actor, now);
  return git.writeCommit({
    tree,
    parents: [base],
    message: join(title, request.message ?? messages[squashMergeCommitMessage]),
    author: { ...author, date: forgeSignature(now).date },
    committer: forgeSignature(now),
  });
}

async function rebaseCommits({
  git,
  now,
  base,
  commits,
}: Plan): Promise<string> {
  let onto = await git.readCommit(base);
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    const picked = await git.pickTree(onto, commit);
    if (!picked.clean)
      throw notMergeable("This branch can't be rebased due to conflicts");
    if (picked.tree === onto.tree) continue;
    const sha = await git.writeCommit({
      tree: picked.tree,
      parents: [onto.sha],
      message: commit.message,
      author: commit.author,
      committer: forgeSignature(now),
    });
    onto = await git.readCommit(sha);
  }
  return onto.sha;
}

const makers: Record<MergeMethod, (plan: Plan) => Promise<string>> = {
  merge: mergeCommit,
  squash: squashCommit,
  rebase: rebaseCommits,
};

async function plan(
  context: ForgeContext,
  actor: Account,
  located: Located,
  pull: PullRequest,
  request: MergeRequest,
): Promise<Plan> {
  const { repo } = located;
  if (pull.issue.state === 'closed') throw notMergeable();
  if (request.sha && request.sha !== pull.headSha) {
    throw conflict('Head branch was modified. Review and try the merge again.');
  }
  const protection = await context.store.protections.find({
    repoId: repo.id,
    branch: pull.baseRef,
  });
  checkMethod(
    repo,
    request.method,
    protection?.rules.requiredLinearHistory ?? false,
  );
  const merge = await mergeabilityOf(context, located, pull);
  if (pull.draft) throw notMergeable('Pull Request is still a draft');
  if (!merge.tree) throw notMergeable();
  const bypass =
    !protection?.rules.enforceAdmins &&
    (await accountPermission(context.store, actor, repo)) === 'admin';
  if (merge.blockers.length && !bypass)
    throw notMergeable(merge.blockers.join(' '));
  const git = context.git.open(repo.id);
  const base = await git.readRef(`refs/heads/${pull.baseRef}`);
  if (!base) throw notMergeable();
  const commits = (await git.log(pull.headSha, base)).toReversed();
  return {
    git,
    actor,
    now: context.clock(),
    located,
    pull,
    base,
    tree: merge.tree,
    commits,
    request,
  };
}

/**
 * Merges a pull request, if the base branch's rules allow it.
 * @returns the sha that the base branch is at afterwards
 * @throws HttpError 404, 405 when it cannot or may not be merged, 409 when head or base moved.
 */
export async function mergePull(
  context: ForgeContext,
  actor: Account,
  located: Located,
  number: number,
  request: MergeRequest,
): Promise<string> {
  const { repo } = located;
  const { pull, base, sha } = await context.locks.run(repo.id, async () => {
    const found = await findPull(context, repo.id, number);
    if (!found) throw notFound();
    const planned = await plan(context, actor, located, found, request);
    const made = await makers[request.method](planned);
    await planned.git.updateRef(mergingRef(number), made);
    try {
      await planned.git.updateRef(
        `refs/heads/${found.baseRef}`,
        made,
        planned.base,
      );
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw conflict(
        'Base branch was modified. Review and try the merge again.',
      );
    }
    await recordMerge(context, located, actor, found, made);
    return { pull: found, base: planned.base, sha: made };
  });
  const by = { account: actor, token: null };
  await refsMoved(context, by, repo, [
    { ref: `refs/heads/${pull.baseRef}`, before: base, after: sha },
  ]);
  if (repo.deleteBranchOnMerge && pull.headRef !== repo.defaultBranch) {
    await deleteBranch(context, actor, located, pull);
  }
  return sha;
}

async function deleteBranch(
  context: ForgeContext,
  actor: Account,
  { repo }: Located,
  pull: PullRequest,
): Promise<void> {
  const git = context.git.open(repo.id);
  const ref = `refs/heads/${pull.headRef}`;
  const keep = await context.store.protections.find({
    repoId: repo.id,
    branch: pull.headRef,
  });
  if (keep || (await git.readRef(ref)) !== pull.headSha) return;
  await git.updateRef(ref, null, pull.headSha);
  await refsMoved(context, { account: actor, token: null }, repo, [
    { ref, before: pull.headSha, after: '0'.repeat(40) },
  ]);
}
