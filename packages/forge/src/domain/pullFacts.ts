import type { ForgeContext } from '../context.ts';
import {
  fullPull,
  simplePull,
  type PullDetails,
  type PullFacts,
} from '../rest/serialize/pull.ts';
import type { Label, Permission, PullRequest } from '../store/types.ts';
import { accountLookup, association } from './accounts.ts';
import { publish } from './events.ts';
import { mergeabilityOf } from './mergeability.ts';
import { repositoryFacts, type Located } from './repositories.ts';
import type { Account } from '../store/types.ts';

/** Finds a pull request with its issue. */
export async function findPull(
  { store }: Pick<ForgeContext, 'store'>,
  repoId: number,
  number: number,
): Promise<PullRequest | undefined> {
  const pull = await store.pulls.find({ repoId, number });
  const issue = pull && (await store.issues.find({ id: pull.id }));
  return issue ? { ...pull, issue } : undefined;
}

/** The labels and the assignees of an issue or pull request. */
export async function issueExtras(
  { store }: Pick<ForgeContext, 'store'>,
  issueId: number,
): Promise<{ labels: Label[]; assigneeIds: number[] }> {
  const links = await store.issueLabels.list({ issueId });
  const labels = links.length
    ? await store.labels.list({ id: links.map(link => link.labelId) })
    : [];
  const assignees = await store.issueAssignees.list({ issueId });
  return { labels, assigneeIds: assignees.map(row => row.userId) };
}

/** Gathers what the serializers need to show a pull request. */
export async function pullFacts(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
  permission?: Permission,
): Promise<PullFacts> {
  const { store } = context;
  const { labels, assigneeIds } = await issueExtras(context, pull.id);
  const requests = await store.reviewRequests.list({ pullId: pull.id });
  const userIds = requests.flatMap(row =>
    row.userId === null ? [] : [row.userId],
  );
  const teamIds = requests.flatMap(row =>
    row.teamId === null ? [] : [row.teamId],
  );
  const account = await accountLookup(context, [
    pull.issue.authorId,
    ...assigneeIds,
    ...userIds,
  ]);
  return {
    pull,
    repository: await repositoryFacts(context, located, permission),
    author: account(pull.issue.authorId),
    labels,
    assignees: assigneeIds.map(account),
    reviewers: userIds.map(account),
    reviewTeams: teamIds.length ? await store.teams.list({ id: teamIds }) : [],
    association: await association(context, located.repo, pull.issue.authorId),
  };
}

/** Gathers what only the reply about one pull request tells. */
export async function pullDetails(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
): Promise<PullDetails> {
  const { store } = context;
  const git = context.git.open(located.repo.id);
  const [merge, from] = await Promise.all([
    mergeabilityOf(context, located, pull),
    git.mergeBase(pull.baseSha, pull.headSha),
  ]);
  const start = from ?? pull.baseSha;
  const [changes, commits] = await Promise.all([
    git.changes(start, pull.headSha),
    git.countCommits(pull.headSha, start),
  ]);
  const account = await accountLookup(context, [pull.mergedById]);
  return {
    mergedBy: pull.mergedById === null ? null : account(pull.mergedById),
    mergeable: merge.mergeable,
    mergeableState: merge.state,
    comments: await store.comments.count({ issueId: pull.id }),
    reviewComments: await store.reviewComments.count({ pullId: pull.id }),
    commits,
    additions: changes.reduce((sum, change) => sum + change.additions, 0),
    deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
    changedFiles: changes.length,
  };
}

/** `pull-request` of one pull request. */
export async function showPull(
  context: ForgeContext,
  located: Located,
  pull: PullRequest,
  permission?: Permission,
) {
  return fullPull(
    context,
    await pullFacts(context, located, pull, permission),
    await pullDetails(context, located, pull),
  );
}

/** Tells the webhooks that something happened to a pull request. */
export async function publishPull(
  context: ForgeContext,
  located: Located,
  sender: Account,
  number: number,
  action: string,
  extra: object = {},
): Promise<void> {
  const pull = await findPull(context, located.repo.id, number);
  if (!pull) return;
  await publish(context, 'pull_request', {
    located,
    sender,
    action,
    body: {
      number,
      pull_request: await showPull(context, located, pull),
      ...extra,
    },
  });
}

/** Tells the webhooks of a review, in which the pull request has the short form. */
export async function publishReview(
  context: ForgeContext,
  located: Located,
  sender: Account,
  pull: PullRequest,
  action: 'submitted' | 'dismissed',
  review: object,
): Promise<void> {
  await publish(context, 'pull_request_review', {
    located,
    sender,
    action,
    body: {
      review,
      pull_request: simplePull(
        context,
        await pullFacts(context, located, pull),
      ),
    },
  });
}
