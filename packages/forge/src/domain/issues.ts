import type { ForgeContext } from '../context.ts';
import { issue as serializeIssue } from '../rest/serialize/issue.ts';
import type { Schema } from '../rest/serialize/schemas.ts';
import type { Account, Issue } from '../store/types.ts';
import { accountLookup, association } from './accounts.ts';
import { publish } from './events.ts';
import { issueExtras } from './pullFacts.ts';
import { fullName, type Located } from './repositories.ts';

/** `issue` of one issue or pull request. */
export async function showIssue(
  context: ForgeContext,
  located: Located,
  issue: Issue,
): Promise<Schema<'issue'>> {
  const { store } = context;
  const { labels, assigneeIds } = await issueExtras(context, issue.id);
  const account = await accountLookup(context, [
    issue.authorId,
    issue.closedById,
    ...assigneeIds,
  ]);
  const pull = issue.isPull
    ? await store.pulls.find({ id: issue.id })
    : undefined;
  return serializeIssue(context, fullName(located), {
    issue,
    author: account(issue.authorId),
    closedBy: issue.closedById === null ? null : account(issue.closedById),
    labels,
    assignees: assigneeIds.map(account),
    comments: await store.comments.count({ issueId: issue.id }),
    association: await association(context, located.repo, issue.authorId),
    mergedAt: pull?.mergedAt ?? null,
  });
}

/** Opens an issue. */
export async function createIssue(
  context: ForgeContext,
  author: Account,
  located: Located,
  input: {
    title: string;
    body: string | null;
    labels: readonly string[];
    assignees: readonly string[];
  },
): Promise<Issue> {
  const now = context.clock().toISOString();
  const issue = await context.store.transaction(async store =>
    store.issues.insert({
      repoId: located.repo.id,
      number: await store.takeNumber(located.repo.id),
      isPull: false,
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
    }),
  );
  await addLabels(context, located, issue, input.labels);
  await addAssignees(context, issue, input.assignees);
  await publishIssue(context, author, located, issue, 'opened');
  return issue;
}

/** Adds labels by name, making those that the repository lacks, as GitHub does. Nobody is told. */
export async function addLabels(
  { store }: Pick<ForgeContext, 'store'>,
  { repo }: Located,
  issue: Issue,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const label =
      (await store.labels.find({ repoId: repo.id, name })) ??
      (await store.labels.insert({
        repoId: repo.id,
        name,
        color: 'ededed',
        description: null,
      }));
    await store.issueLabels.upsert({ issueId: issue.id, labelId: label.id }, [
      'issueId',
      'labelId',
    ]);
  }
}

/** Assigns people; logins that nobody has are passed over, as on GitHub. */
export async function addAssignees(
  { store }: Pick<ForgeContext, 'store'>,
  issue: Issue,
  logins: readonly string[],
): Promise<void> {
  for (const login of logins) {
    const user = await store.accounts.find({ login });
    if (user)
      await store.issueAssignees.upsert(
        { issueId: issue.id, userId: user.id },
        ['issueId', 'userId'],
      );
  }
}

/** Tells the webhooks that something happened to an issue. */
export async function publishIssue(
  context: ForgeContext,
  sender: Account,
  located: Located,
  issue: Issue,
  action: 'opened' | 'edited' | 'closed' | 'reopened' | 'labeled' | 'unlabeled',
  extra: object = {},
): Promise<void> {
  await publish(context, 'issues', {
    located,
    sender,
    action,
    body: {
      issue: await showIssue(context, located, issue),
      ...(action === 'edited' ? { changes: {} } : {}),
      ...extra,
    },
  });
}
