import { z } from 'zod';
import { atLeast } from '../auth.ts';
import { accountLookup, association } from '../domain/accounts.ts';
import { addComment, publishComment } from '../domain/comments.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { Comment, Issue } from '../store/types.ts';
import {
  created,
  noContent,
  ok,
  type Call,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { issueScope } from './issueScope.ts';
import { issueComment } from './serialize/issue.ts';

const bodySchema = z.object({ body: z.string().min(1).max(65_536) });

async function show(
  call: Call,
  scope: RepositoryScope,
  issue: Issue,
  row: Comment,
) {
  const account = await accountLookup(call.context, [row.authorId]);
  const role = await association(call.context, scope.repo, row.authorId);
  return issueComment(
    call.context,
    scope.name,
    issue,
    row,
    account(row.authorId),
    role,
  );
}

async function commentScope(call: Call) {
  const scope = await call.repo('read');
  const { store } = call.context;
  const row = await store.comments.find({ id: call.id('comment') });
  const issue =
    row &&
    (await store.issues.find({ id: row.issueId, repoId: scope.repo.id }));
  if (!row || !issue) throw notFound();
  return { scope, row, issue };
}

async function ownComment(call: Call) {
  const found = await commentScope(call);
  if (
    found.row.authorId !== call.user().id &&
    !atLeast(found.scope.permission, 'write')
  )
    throw forbidden();
  return found;
}

/** Comments on issues and pull requests. */
export const commentEndpoints: Endpoints = {
  'get /repos/:owner/:repo/issues/:number/comments': async call => {
    const { issue, ...scope } = await issueScope(call, 'read');
    const rows = await call.context.store.comments.list(
      { issueId: issue.id },
      { orderBy: 'id' },
    );
    return call.page(rows, row => show(call, scope, issue, row));
  },
  'post /repos/:owner/:repo/issues/:number/comments': async call => {
    const { issue, ...scope } = await issueScope(call, 'read');
    const { body } = call.body(bodySchema);
    const row = await addComment(call.context, call.user(), scope, issue, body);
    return created(await show(call, scope, issue, row));
  },
  'get /repos/:owner/:repo/issues/comments/:comment': async call => {
    const { scope, row, issue } = await commentScope(call);
    return ok(await show(call, scope, issue, row));
  },
  'patch /repos/:owner/:repo/issues/comments/:comment': async call => {
    const { scope, row, issue } = await ownComment(call);
    const change = {
      body: call.body(bodySchema).body,
      updatedAt: call.context.clock().toISOString(),
    };
    await call.context.store.comments.update({ id: row.id }, change);
    const changed = { ...row, ...change };
    await publishComment(
      call.context,
      call.user(),
      scope,
      issue,
      changed,
      'edited',
    );
    return ok(await show(call, scope, issue, changed));
  },
  'delete /repos/:owner/:repo/issues/comments/:comment': async call => {
    const { scope, row, issue } = await ownComment(call);
    await call.context.store.comments.remove({ id: row.id });
    await publishComment(
      call.context,
      call.user(),
      scope,
      issue,
      row,
      'deleted',
    );
    return noContent;
  },
};
