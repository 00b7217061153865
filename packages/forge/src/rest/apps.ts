import { issueToken } from '../auth.ts';
import { repositoryFacts } from '../domain/repositories.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { Account, App, Installation } from '../store/types.ts';
import { signedApp } from './appToken.ts';
import { created, ok, type Call, type Reply } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { installation, integration } from './serialize/app.ts';
import { repository } from './serialize/repository.ts';

const tokenMilliseconds = 3_600_000;

async function account(call: Call, id: number): Promise<Account> {
  const found = await call.context.store.accounts.find({ id });
  if (!found) throw notFound();
  return found;
}

async function show(call: Call, app: App, row: Installation) {
  return installation(
    call.context,
    row,
    app,
    await account(call, row.accountId),
  );
}

async function ofAccount(call: Call, login: string): Promise<Reply> {
  const app = await signedApp(call);
  const { store } = call.context;
  const owner = await store.accounts.find({ login });
  const row =
    owner &&
    (await store.installations.find({ appId: app.id, accountId: owner.id }));
  if (!row) throw notFound();
  return ok(await show(call, app, row));
}

async function installationOf(
  call: Call,
): Promise<{ app: App; row: Installation }> {
  const app = await signedApp(call);
  const row = await call.context.store.installations.find({
    id: call.id('installation'),
    appId: app.id,
  });
  if (!row) throw notFound();
  return { app, row };
}

async function createToken(call: Call): Promise<Reply> {
  const { app, row } = await installationOf(call);
  const { context } = call;
  const login = `${app.slug}[bot]`;
  const bot = await context.store.accounts.find({ login });
  if (!bot) throw notFound();
  const expiresAt = `${new Date(context.clock().getTime() + tokenMilliseconds).toISOString().slice(0, 19)}Z`;
  const { secret } = await issueToken(context, {
    accountId: bot.id,
    kind: 'installation',
    installationId: row.id,
    expiresAt,
  });
  return created({
    token: secret,
    expires_at: expiresAt,
    permissions: app.permissions,
    repository_selection: 'all',
  });
}

/** GitHub Apps: an app proves itself with its key and gets tokens for where it is installed. */
export const appEndpoints: Endpoints = {
  'get /app': async call => {
    const app = await signedApp(call);
    const installations = await call.context.store.installations.count({
      appId: app.id,
    });
    const shown = integration(
      call.context,
      app,
      await account(call, app.ownerId),
    );
    return ok({ ...shown, installations_count: installations });
  },
  'get /app/installations': async call => {
    const app = await signedApp(call);
    const rows = await call.context.store.installations.list({ appId: app.id });
    return call.page(rows, row => show(call, app, row));
  },
  'get /app/installations/:installation': async call => {
    const { app, row } = await installationOf(call);
    return ok(await show(call, app, row));
  },
  'post /app/installations/:installation/access_tokens': createToken,
  'get /repos/:owner/:repo/installation': call =>
    ofAccount(call, call.param('owner')),
  'get /orgs/:org/installation': call => ofAccount(call, call.param('org')),
  'get /users/:username/installation': call =>
    ofAccount(call, call.param('username')),
  'get /installation/repositories': async call => {
    const { token } = call.actor;
    if (token?.kind !== 'installation')
      throw forbidden(
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    const { store } = call.context;
    const row = await store.installations.find({
      id: token.installationId ?? 0,
    });
    if (!row) throw notFound();
    const owner = await account(call, row.accountId);
    const repos = await store.repositories.list(
      { ownerId: owner.id },
      { orderBy: 'name' },
    );
    return call.page(
      repos,
      async repo =>
        repository(
          call.context,
          await repositoryFacts(call.context, { repo, owner }, 'write'),
        ),
      repositories => ({
        total_count: repos.length,
        repository_selection: 'all',
        repositories,
      }),
    );
  },
};
