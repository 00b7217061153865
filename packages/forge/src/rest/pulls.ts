import { z } from 'zod';
import { atLeast } from '../auth.ts';
import { authorLookup } from '../domain/accounts.ts';
import { mergeMethods, mergePull } from '../domain/merge.ts';
import { findPull, pullFacts, showPull } from '../domain/pullFacts.ts';
import { createPull, updateBranch, updatePull } from '../domain/pulls.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { PullRequest } from '../store/types.ts';
import {
  created,
  noContent,
  ok,
  type Call,
  type Reply,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commit, diffEntry } from './serialize/commit.ts';
import { simplePull } from './serialize/pull.ts';
import { apiUrl } from './serialize/urls.ts';

const newSchema = z.object({
  title: z.string().min(1).max(256),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().max(65_536).nullish(),
  draft: z.boolean().default(false),
  maintainer_can_modify: z.boolean().default(true),
});

const changeSchema = z.object({
  title: z.string().min(1).max(256).optional(),
  body: z.string().max(65_536).nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
});

const mergeSchema = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(mergeMethods).default('merge'),
});

async function start({
  git,
  pull,
}: {
  git: RepositoryScope['git'];
  pull: PullRequest;
}): Promise<string> {
  return (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
}

async function list(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const state = call.query('state') ?? 'open';
  const { store } = call.context;
  const head = call.query('head');
  const rows = await store.pulls.list({
    repoId: scope.repo.id,
    ...(head ? { headRef: head.slice(head.indexOf(':') + 1) } : {}),
    ...(call.query('base') ? { baseRef: call.query('base') } : {}),
  });
  const pulls: PullRequest[] = [];
  const issues = new Map(
    (await store.issues.list({ repoId: scope.repo.id, isPull: true })).map(
      issue => [issue.id, issue],
    ),
  );
  for (const row of rows) {
    const issue = issues.get(row.id);
    if (issue && (state === 'all' || issue.state === state))
      pulls.push({ ...row, issue });
  }
  const key = call.query('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = call.query('direction') === 'asc' ? 1 : -1;
  pulls.sort(
    (a, b) =>
      sign * (a.issue[key].localeCompare(b.issue[key]) || a.number - b.number),
  );
  return call.page(pulls, async pull =>
    simplePull(call.context, await pullFacts(call.context, scope, pull)),
  );
}

async function read(call: Call): Promise<Reply> {
  const scope = await call.pull('read');
  const { git, pull } = scope;
  const text = async (content: Promise<string>, format: string) => ({
    status: 200,
    body: await content,
    contentType: `application/vnd.github.${format}; charset=utf-8`,
  });
  if (call.format === 'diff')
    return text(git.diff(await start(scope), pull.headSha), 'diff');
  if (call.format === 'patch')
    return text(git.patches(await start(scope), pull.headSha), 'patch');
  return ok(await showPull(call.context, scope, pull, scope.permission));
}

async function again(
  call: Call,
  scope: RepositoryScope,
  number: number,
): Promise<Reply> {
  const pull = await findPull(call.context, scope.repo.id, number);
  if (!pull) throw notFound();
  return ok(await showPull(call.context, scope, pull, scope.permission));
}

/** Pull requests; their reviews have their own files. */
export const pullEndpoints: Endpoints = {
  'get /repos/:owner/:repo/pulls': list,
  'post /repos/:owner/:repo/pulls': async call => {
    const scope = await call.repo('read');
    const author = call.user();
    const input = call.body(newSchema);
    if (!atLeast(scope.permission, 'write')) throw forbidden();
    const pull = await createPull(call.context, author, scope, {
      title: input.title,
      body: input.body ?? null,
      head: input.head,
      base: input.base,
      draft: input.draft,
      maintainerCanModify: input.maintainer_can_modify,
    });
    return created(await showPull(call.context, scope, pull, scope.permission));
  },
  'get /repos/:owner/:repo/pulls/:number': read,
  'patch /repos/:owner/:repo/pulls/:number': async call => {
    const scope = await call.pull('read');
    const user = call.user();
    if (
      scope.pull.issue.authorId !== user.id &&
      !atLeast(scope.permission, 'triage')
    )
      throw forbidden();
    const { body, ...input } = call.body(changeSchema);
    await updatePull(call.context, user, scope, scope.pull, {
      ...input,
      ...(body === undefined ? {} : { body }),
    });
    return again(call, scope, scope.pull.number);
  },
  'get /repos/:owner/:repo/pulls/:number/commits': async call => {
    const scope = await call.pull('read');
    const commits = (
      await scope.git.log(scope.pull.headSha, await start(scope))
    ).toReversed();
    const authorOf = await authorLookup(
      call.context,
      commits.flatMap(one => [one.author, one.committer]),
    );
    return call.page(commits, one =>
      commit(call.context, scope.name, one, authorOf),
    );
  },
  'get /repos/:owner/:repo/pulls/:number/files': async call => {
    const scope = await call.pull('read');
    const changes = await scope.git.changes(
      await start(scope),
      scope.pull.headSha,
    );
    return call.page(changes, change =>
      diffEntry(call.context, scope.name, scope.pull.headSha, change),
    );
  },
  'get /repos/:owner/:repo/pulls/:number/merge': async call => {
    const { pull } = await call.pull('read');
    if (!pull.mergedAt) throw notFound();
    return noContent;
  },
  'put /repos/:owner/:repo/pulls/:number/merge': async call => {
    const scope = await call.repo('write');
    const input = call.body(mergeSchema);
    const sha = await mergePull(
      call.context,
      call.user(),
      scope,
      call.id('number'),
      {
        method: input.merge_method,
        sha: input.sha,
        title: input.commit_title,
        message: input.commit_message,
      },
    );
    return ok({
      sha,
      merged: true,
      message: 'Pull Request successfully merged',
    });
  },
  'put /repos/:owner/:repo/pulls/:number/update-branch': async call => {
    const scope = await call.pull('write');
    const input = call.body(
      z.object({ expected_head_sha: z.string().optional() }),
    );
    await updateBranch(
      call.context,
      call.actor,
      scope,
      scope.pull,
      input.expected_head_sha,
    );
    const url = apiUrl(
      call.context,
      `/repos/${scope.name}/pulls/${scope.pull.number}`,
    );
    return ok({ message: 'Updating pull request branch.', url }, 202);
  },
};
