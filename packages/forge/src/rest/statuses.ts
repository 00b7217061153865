import { z } from 'zod';
import { accountLookup } from '../domain/accounts.ts';
import { combinedState, latestStatuses } from '../domain/checks.ts';
import { publish } from '../domain/events.ts';
import { repositoryFacts } from '../domain/repositories.ts';
import { notFound, unprocessable } from '../http/errors.ts';
import { created, ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commitOf } from './ref.ts';
import { commit as serializeCommit } from './serialize/commit.ts';
import { repository } from './serialize/repository.ts';
import { simpleStatus, status } from './serialize/status.ts';
import { apiUrl } from './serialize/urls.ts';

const inputSchema = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.string().nullish(),
  description: z.string().max(140).nullish(),
  context: z.string().min(1).max(255).default('default'),
});

async function createStatus(call: Call) {
  const scope = await call.repo('write');
  const sha = await scope.git.resolve(call.param('sha'));
  if (!sha)
    throw unprocessable(`No commit found for SHA: ${call.param('sha')}`);
  const input = call.body(inputSchema);
  const creator = call.user();
  const row = await call.context.store.statuses.insert({
    repoId: scope.repo.id,
    sha,
    state: input.state,
    context: input.context,
    description: input.description ?? null,
    targetUrl: input.target_url ?? null,
    creatorId: creator.id,
    createdAt: call.context.clock().toISOString(),
  });
  await publish(call.context, 'status', {
    located: scope,
    sender: creator,
    body: {
      id: row.id,
      sha,
      name: scope.name,
      target_url: row.targetUrl,
      context: row.context,
      description: row.description,
      state: row.state,
      commit: serializeCommit(
        call.context,
        scope.name,
        await scope.git.readCommit(sha),
        () => null,
      ),
      branches: [],
      created_at: row.createdAt,
      updated_at: row.createdAt,
    },
  });
  return created(status(call.context, scope.name, row, creator));
}

/** What machines say about a commit, in the older of GitHub's two ways. */
export const statusEndpoints: Endpoints = {
  'post /repos/:owner/:repo/statuses/:sha': createStatus,
  'get /repos/:owner/:repo/commits/:ref(*)/statuses': async call => {
    const scope = await call.repo('read');
    const sha = await commitOf(scope, call.param('ref'), notFound());
    const rows = await call.context.store.statuses.list(
      { repoId: scope.repo.id, sha },
      { orderBy: 'id', descending: true },
    );
    const account = await accountLookup(
      call.context,
      rows.map(row => row.creatorId),
    );
    return call.page(rows, row =>
      status(call.context, scope.name, row, account(row.creatorId)),
    );
  },
  'get /repos/:owner/:repo/commits/:ref(*)/status': async call => {
    const scope = await call.repo('read');
    const sha = await commitOf(scope, call.param('ref'), notFound());
    const rows = await latestStatuses(call.context, scope.repo, sha);
    const url = apiUrl(call.context, `/repos/${scope.name}/commits/${sha}`);
    return ok({
      state: combinedState(rows.map(row => row.state)),
      statuses: rows
        .slice(0, 100)
        .map(row => simpleStatus(call.context, scope.name, row)),
      sha,
      total_count: rows.length,
      repository: repository(
        call.context,
        await repositoryFacts(call.context, scope),
      ),
      commit_url: url,
      url: `${url}/status`,
    });
  },
};
