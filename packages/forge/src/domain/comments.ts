import type { ForgeContext } from '../context.ts';
import { issueComment } from '../rest/serialize/issue.ts';
import type { Account, Comment, Issue } from '../store/types.ts';
import { association } from './accounts.ts';
import { publish } from './events.ts';
import { showIssue } from './issues.ts';
import { fullName, type Located } from './repositories.ts';

/** Comments on an issue or pull request. */
export async function addComment(
  context: ForgeContext,
  author: Account,
  located: Located,
  issue: Issue,
  body: string,
): Promise<Comment> {
  const now = context.clock().toISOString();
  const row = await context.store.comments.insert({
    issueId: issue.id,
    authorId: author.id,
    body,
    createdAt: now,
    updatedAt: now,
  });
  await context.store.issues.update({ id: issue.id }, { updatedAt: now });
  await publishComment(context, author, located, issue, row, 'created');
  return row;
}

/** Tells the webhooks of a comment. */
export async function publishComment(
  context: ForgeContext,
  sender: Account,
  located: Located,
  issue: Issue,
  row: Comment,
  action: 'created' | 'edited' | 'deleted',
): Promise<void> {
  const author =
    (await context.store.accounts.find({ id: row.authorId })) ?? sender;
  const role = await association(context, located.repo, author.id);
  await publish(context, 'issue_comment', {
    located,
    sender,
    action,
    body: {
      issue: await showIssue(context, located, issue),
      comment: issueComment(
        context,
        fullName(located),
        issue,
        row,
        author,
        role,
      ),
      ...(action === 'edited' ? { changes: {} } : {}),
    },
  });
}
