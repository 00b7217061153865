import { z } from 'zod';
import { publish } from '../domain/events.ts';
import { notFound, unprocessable } from '../http/errors.ts';
import type { CheckRun, CheckSuite } from '../store/types.ts';
import { created, ok, type Call, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commitOf } from './ref.ts';
import { integration } from './serialize/app.ts';
import { checkRun } from './serialize/check.ts';
import { gitCommit } from './serialize/commit.ts';
import { repository } from './serialize/repository.ts';
import { apiUrl, nodeId } from './serialize/urls.ts';
import { repositoryFacts } from '../domain/repositories.ts';

const time = z.iso.datetime({ offset: true });
const conclusion = z.enum([
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
]);
const changes = z.object({
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  started_at: time.optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: conclusion.optional(),
  completed_at: time.optional(),
  output: z
    .object({
      title: z.string().nullish(),
      summary: z.string().nullish(),
      text: z.string().nullish(),
    })
    .optional(),
});
const newSchema = changes.extend({
  name: z.string().min(1),
  head_sha: z.string(),
});
const changeSchema = changes.extend({ name: z.string().min(1).optional() });

async function appOf({ context }: Call, suiteId: number) {
  const suite = await context.store.checkSuites.find({ id: suiteId });
  const app = suite?.appId
    ? await context.store.apps.find({ id: suite.appId })
    : undefined;
  const owner = app && (await context.store.accounts.find({ id: app.ownerId }));
  return app && owner ? integration(context, app, owner) : null;
}

const show = async (call: Call, { name }: RepositoryScope, row: CheckRun) =>
  checkRun(call.context, name, row, await appOf(call, row.suiteId));

async function suiteFor(
  call: Call,
  scope: RepositoryScope,
  headSha: string,
): Promise<CheckSuite> {
  const { store, clock } = call.context;
  const installationId = call.actor.token?.installationId ?? 0;
  const installed = installationId
    ? await store.installations.find({ id: installationId })
    : undefined;
  const key = { repoId: scope.repo.id, headSha, appId: installed?.appId ?? 0 };
  const found = await store.checkSuites.find(key);
  if (found) return found;
  const branch = (await scope.git.refs('refs/heads/')).find(
    ref => ref.sha === headSha,
  );
  const now = clock().toISOString();
  return store.checkSuites.insert({
    ...key,
    headBranch: branch?.name.slice('refs/heads/'.length) ?? null,
    createdAt: now,
    updatedAt: now,
  });
}

function stateOf(call: Call, input: z.output<typeof changes>) {
  const completed =
    input.conclusion !== undefined || input.status === 'completed';
  if (completed && !input.conclusion)
    throw unprocessable('Invalid request.\n\n"conclusion" wasn\'t supplied.');
  const open = input.status
    ? { status: input.status, conclusion: null, completedAt: null }
    : {};
  return {
    ...(completed
      ? {
          status: 'completed' as const,
          conclusion: input.conclusion ?? null,
          completedAt: input.completed_at ?? call.context.clock().toISOString(),
        }
      : open),
    ...(input.details_url === undefined
      ? {}
      : { detailsUrl: input.details_url }),
    ...(input.external_id === undefined
      ? {}
      : { externalId: input.external_id }),
    ...(input.started_at === undefined ? {} : { startedAt: input.started_at }),
    ...(input.output
      ? {
          output: {
            title: input.output.title ?? null,
            summary: input.output.summary ?? null,
            text: input.output.text ?? null,
          },
        }
      : {}),
  };
}

async function announce(
  call: Call,
  scope: RepositoryScope,
  row: CheckRun,
  action: 'created' | 'completed',
) {
  await publish(call.context, 'check_run', {
    located: scope,
    sender: call.user(),
    action,
    body: { check_run: await show(call, scope, row) },
  });
}

async function runOf(call: Call, need: 'read' | 'write') {
  const scope = await call.repo(need);
  const row = await call.context.store.checkRuns.find({
    id: call.id('run'),
    repoId: scope.repo.id,
  });
  if (!row) throw notFound();
  return { scope, row };
}

async function latest(
  call: Call,
  scope: RepositoryScope,
  sha: string,
): Promise<CheckRun[]> {
  const rows = await call.context.store.checkRuns.list(
    { repoId: scope.repo.id, headSha: sha },
    { orderBy: 'id' },
  );
  const name = call.query('check_name');
  const status = call.query('status');
  const wanted = rows.filter(
    row => (!name || row.name === name) && (!status || row.status === status),
  );
  if (call.query('filter') === 'all') return wanted.toReversed();
  return [
    ...new Map(wanted.map(row => [`${row.suiteId} ${row.name}`, row])).values(),
  ].toReversed();
}

/** What machines say about a commit, in the newer of GitHub's two ways. */
export const checkEndpoints: Endpoints = {
  'post /repos/:owner/:repo/check-runs': async call => {
    const scope = await call.repo('write');
    const input = call.body(newSchema);
    const sha = await scope.git.resolve(input.head_sha);
    if (!sha) throw unprocessable(`No commit found for SHA: ${input.head_sha}`);
    const suite = await suiteFor(call, scope, sha);
    const row = await call.context.store.checkRuns.insert({
      repoId: scope.repo.id,
      suiteId: suite.id,
      headSha: sha,
      name: input.name,
      status: 'queued',
      conclusion: null,
      externalId: null,
      detailsUrl: null,
      output: { title: null, summary: null, text: null },
      startedAt: call.context.clock().toISOString(),
      completedAt: null,
      ...stateOf(call, input),
    });
    await announce(
      call,
      scope,
      row,
      row.status === 'completed' ? 'completed' : 'created',
    );
    return created(await show(call, scope, row));
  },
  'patch /repos/:owner/:repo/check-runs/:run': async call => {
    const { scope, row } = await runOf(call, 'write');
    const input = call.body(changeSchema);
    const change = {
      ...stateOf(call, input),
      ...(input.name ? { name: input.name } : {}),
    };
    await call.context.store.checkRuns.update({ id: row.id }, change);
    const changed = { ...row, ...change };
    if (row.status !== 'completed' && changed.status === 'completed') {
      await announce(call, scope, changed, 'completed');
    }
    return ok(await show(call, scope, changed));
  },
  'get /repos/:owner/:repo/check-runs/:run': async call => {
    const { scope, row } = await runOf(call, 'read');
    return ok(await show(call, scope, row));
  },
  'get /repos/:owner/:repo/commits/:ref(*)/check-runs': async call => {
    const scope = await call.repo('read');
    const rows = await latest(
      call,
      scope,
      await commitOf(scope, call.param('ref'), notFound()),
    );
    return call.page(
      rows,
      row => show(call, scope, row),
      runs => ({
        total_count: rows.length,
        check_runs: runs,
      }),
    );
  },
  'get /repos/:owner/:repo/commits/:ref(*)/check-suites': async call => {
    const scope = await call.repo('read');
    const sha = await commitOf(scope, call.param('ref'), notFound());
    const suites = await call.context.store.checkSuites.list({
      repoId: scope.repo.id,
      headSha: sha,
    });
    const where = repository(
      call.context,
      await repositoryFacts(call.context, scope),
    );
    return call.page(
      suites,
      async suite => {
        const runs = await call.context.store.checkRuns.list({
          suiteId: suite.id,
        });
        const done =
          runs.length > 0 && runs.every(run => run.status === 'completed');
        const failed = runs.some(
          run => run.conclusion === 'failure' || run.conclusion === 'timed_out',
        );
        const outcome = failed ? 'failure' : 'success';
        const url = apiUrl(
          call.context,
          `/repos/${scope.name}/check-suites/${suite.id}`,
        );
        const head = gitCommit(
          call.context,
          scope.name,
          await scope.git.readCommit(sha),
        );
        return {
          id: suite.id,
          node_id: nodeId('CheckSuite', suite.id),
          head_branch: suite.headBranch,
          head_sha: suite.headSha,
          status: done ? 'completed' : 'in_progress',
          conclusion: done ? outcome : null,
          url,
          before: null,
          after: null,
          pull_requests: [],
          app: await appOf(call, suite.id),
          repository: where,
          created_at: suite.createdAt,
          updated_at: suite.updatedAt,
          head_commit: {
            id: head.sha,
            tree_id: head.tree.sha,
            message: head.message,
            timestamp: head.committer.date,
            author: { name: head.author.name, email: head.author.email },
            committer: {
              name: head.committer.name,
              email: head.committer.email,
            },
          },
          latest_check_runs_count: runs.length,
          check_runs_url: `${url}/check-runs`,
        };
      },
      page => ({ total_count: suites.length, check_suites: page }),
    );
  },
};
