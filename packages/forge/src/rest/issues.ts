import { z } from 'zod';
import { atLeast } from '../auth.ts';
import {
  addAssignees,
  createIssue,
  publishIssue,
  showIssue,
} from '../domain/issues.ts';
import { updatePull } from '../domain/pulls.ts';
import { setLabels } from '../domain/labels.ts';
import { findPull } from '../domain/pullFacts.ts';
import { forbidden, HttpError, notFound } from '../http/errors.ts';
import type { Issue } from '../store/types.ts';
import { created, ok, type Call, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { issueScope } from './issueScope.ts';

const labelName = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(one => one.name),
]);
const newSchema = z.object({
  title: z.union([z.string().min(1).max(256), z.number().transform(String)]),
  body: z.string().max(65_536).nullish(),
  labels: z.array(labelName).default([]),
  assignees: z.array(z.string()).default([]),
});
const changeSchema = z.object({
  title: z.string().min(1).max(256).optional(),
  body: z.string().max(65_536).nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).nullish(),
  labels: z.array(labelName).optional(),
  assignees: z.array(z.string()).optional(),
});

async function again(call: Call, scope: RepositoryScope, id: number) {
  const issue = await call.context.store.issues.find({ id });
  if (!issue) throw notFound();
  return { issue, shown: await showIssue(call.context, scope, issue) };
}

async function change(
  call: Call,
  scope: RepositoryScope,
  issue: Issue,
): Promise<void> {
  const user = call.user();
  const input = call.body(changeSchema);
  const { store, clock } = call.context;
  const { title, body, state } = input;
  if (input.labels)
    await setLabels(call.context, user, scope, issue, input.labels);
  if (input.assignees) {
    await store.issueAssignees.remove({ issueId: issue.id });
    await addAssignees(call.context, issue, input.assignees);
  }
  if (issue.isPull) {
    const pull = await findPull(call.context, scope.repo.id, issue.number);
    if (pull) {
      await updatePull(call.context, user, scope, pull, {
        title,
        state,
        ...(body === undefined ? {} : { body }),
      });
    }
    return;
  }
  const now = clock().toISOString();
  const turned = state !== undefined && state !== issue.state;
  await store.issues.update(
    { id: issue.id },
    {
      ...(title === undefined ? {} : { title }),
      ...(body === undefined ? {} : { body }),
      ...(turned
        ? {
            state,
            stateReason:
              state === 'open'
                ? 'reopened'
                : (input.state_reason ?? 'completed'),
            closedAt: state === 'closed' ? now : null,
            closedById: state === 'closed' ? user.id : null,
          }
        : {}),
      updatedAt: now,
    },
  );
  const { issue: changed } = await again(call, scope, issue.id);
  const turn = state === 'closed' ? 'closed' : 'reopened';
  const action = turned ? turn : 'edited';
  await publishIssue(call.context, user, scope, changed, action);
}

/** Issues; pull requests answer here too, as on GitHub. */
export const issueEndpoints: Endpoints = {
  'get /repos/:owner/:repo/issues': async call => {
    const scope = await call.repo('read');
    const state = call.query('state') ?? 'open';
    const { store } = call.context;
    const wanted = (call.query('labels') ?? '').split(',').filter(Boolean);
    const rows = await store.issues.list(
      {
        repoId: scope.repo.id,
        ...(state === 'open' || state === 'closed' ? { state } : {}),
      },
      { orderBy: 'number', descending: call.query('direction') !== 'asc' },
    );
    const shown = await Promise.all(
      rows.map(row => showIssue(call.context, scope, row)),
    );
    const matching = shown.filter(issue =>
      wanted.every(name =>
        issue.labels.some(one => typeof one === 'object' && one.name === name),
      ),
    );
    return call.page(matching, issue => issue);
  },
  'post /repos/:owner/:repo/issues': async call => {
    const scope = await call.repo('read');
    if (!scope.repo.hasIssues)
      throw new HttpError(410, 'Issues has been disabled in this repository.');
    const user = call.user();
    const input = call.body(newSchema);
    const mayTriage = atLeast(scope.permission, 'triage');
    const issue = await createIssue(call.context, user, scope, {
      title: input.title,
      body: input.body ?? null,
      labels: mayTriage ? input.labels : [],
      assignees: mayTriage ? input.assignees : [],
    });
    return created(await showIssue(call.context, scope, issue));
  },
  'get /repos/:owner/:repo/issues/:number': async call => {
    const { issue, ...scope } = await issueScope(call, 'read');
    return ok(await showIssue(call.context, scope, issue));
  },
  'patch /repos/:owner/:repo/issues/:number': async call => {
    const { issue, ...scope } = await issueScope(call, 'read');
    if (
      issue.authorId !== call.user().id &&
      !atLeast(scope.permission, 'triage')
    )
      throw forbidden();
    await change(call, scope, issue);
    return ok((await again(call, scope, issue.id)).shown);
  },
  'post /repos/:owner/:repo/issues/:number/assignees': async call => {
    const { issue, ...scope } = await issueScope(call, 'triage');
    const { assignees } = call.body(
      z.object({ assignees: z.array(z.string()).max(10).default([]) }),
    );
    await addAssignees(call.context, issue, assignees);
    return created((await again(call, scope, issue.id)).shown);
  },
};
