import { z } from 'zod';
import { labelMore, setLabels } from '../domain/labels.ts';
import { issueExtras } from '../domain/pullFacts.ts';
import { notFound, validationFailed } from '../http/errors.ts';
import type { Issue } from '../store/types.ts';
import {
  created,
  noContent,
  ok,
  type Call,
  type Reply,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { issueScope } from './issueScope.ts';
import { label } from './serialize/issue.ts';

const color = z
  .string()
  .regex(/^[0-9a-fA-F]{6}$/, 'must be six hexadecimal digits');
const namesSchema = z.union([
  z
    .object({ labels: z.array(z.string().min(1).max(50)).default([]) })
    .transform(input => input.labels),
  z.array(z.string().min(1).max(50)),
]);

async function labelsOf(
  call: Call,
  scope: RepositoryScope,
  issue: Issue,
): Promise<Reply> {
  const { labels } = await issueExtras(call.context, issue.id);
  return ok(labels.map(row => label(call.context, scope.name, row)));
}

async function named(call: Call, need: 'read' | 'write') {
  const scope = await call.repo(need);
  const row = await call.context.store.labels.find({
    repoId: scope.repo.id,
    name: call.param('name'),
  });
  if (!row) throw notFound();
  return { scope, row };
}

const onIssue = '/repos/:owner/:repo/issues/:number/labels';

/** Labels of repositories, issues and pull requests. */
export const labelEndpoints: Endpoints = {
  'get /repos/:owner/:repo/labels': async call => {
    const scope = await call.repo('read');
    const rows = await call.context.store.labels.list(
      { repoId: scope.repo.id },
      { orderBy: 'name' },
    );
    return call.page(rows, row => label(call.context, scope.name, row));
  },
  'post /repos/:owner/:repo/labels': async call => {
    const scope = await call.repo('write');
    const input = call.body(
      z.object({
        name: z.string().min(1).max(50),
        color: color.default('ededed'),
        description: z.string().nullish(),
      }),
    );
    const { labels } = call.context.store;
    if (await labels.find({ repoId: scope.repo.id, name: input.name })) {
      throw validationFailed({
        resource: 'Label',
        field: 'name',
        code: 'already_exists',
      });
    }
    const row = await labels.insert({
      ...input,
      description: input.description ?? null,
      repoId: scope.repo.id,
    });
    return created(label(call.context, scope.name, row));
  },
  'get /repos/:owner/:repo/labels/:name': async call => {
    const { scope, row } = await named(call, 'read');
    return ok(label(call.context, scope.name, row));
  },
  'delete /repos/:owner/:repo/labels/:name': async call => {
    const { row } = await named(call, 'write');
    await call.context.store.labels.remove({ id: row.id });
    return noContent;
  },
  [`get ${onIssue}`]: async call => {
    const { issue, ...scope } = await issueScope(call, 'read');
    return labelsOf(call, scope, issue);
  },
  [`post ${onIssue}`]: async call => {
    const { issue, ...scope } = await issueScope(call, 'triage');
    const names = call.body(namesSchema);
    await labelMore(call.context, call.user(), scope, issue, names);
    return labelsOf(call, scope, issue);
  },
  [`put ${onIssue}`]: async call => {
    const { issue, ...scope } = await issueScope(call, 'triage');
    const names = call.body(namesSchema);
    await setLabels(call.context, call.user(), scope, issue, names);
    return labelsOf(call, scope, issue);
  },
  [`delete ${onIssue}/:name`]: async call => {
    const { issue, ...scope } = await issueScope(call, 'triage');
    const { row } = await named(call, 'read');
    const { labels } = await issueExtras(call.context, issue.id);
    const others = labels.filter(({ id }) => id !== row.id);
    if (others.length === labels.length) throw notFound();
    const names = others.map(({ name }) => name);
    await setLabels(call.context, call.user(), scope, issue, names);
    return labelsOf(call, scope, issue);
  },
};
