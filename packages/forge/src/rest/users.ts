import { atLeast, permissionOf } from '../auth.ts';
import { accountLookup } from '../domain/accounts.ts';
import { repositoryFacts } from '../domain/repositories.ts';
import { notFound } from '../http/errors.ts';
import type { Account } from '../store/types.ts';
import { ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import {
  fullOrganization,
  simpleOrganization,
} from './serialize/organization.ts';
import { repository } from './serialize/repository.ts';
import { privateUser, publicUser, simpleUser } from './serialize/user.ts';

/** How many repositories an account owns. */
export async function profileCounts({ context }: Call, account: Account) {
  const [publicRepos, privateRepos] = await Promise.all([
    context.store.repositories.count({ ownerId: account.id, private: false }),
    context.store.repositories.count({ ownerId: account.id, private: true }),
  ]);
  return { publicRepos, privateRepos };
}

/** The repositories of an account that the caller may see, as a page. */
export async function repositoriesPage(call: Call, owners: readonly Account[]) {
  const { context, actor } = call;
  const kind = call.query('type') ?? 'all';
  const rows = owners.length
    ? await context.store.repositories.list(
        { ownerId: owners.map(owner => owner.id) },
        { orderBy: 'name' },
      )
    : [];
  const ownerOf = new Map(owners.map(owner => [owner.id, owner]));
  const visible = [];
  for (const repo of rows) {
    const owner = ownerOf.get(repo.ownerId);
    const permission = await permissionOf(context, actor, repo);
    const wanted =
      (kind !== 'public' || !repo.private) &&
      (kind !== 'private' || repo.private);
    if (owner && wanted && atLeast(permission, 'read'))
      visible.push({ repo, owner, permission });
  }
  if (call.query('sort') !== undefined && call.query('sort') !== 'full_name') {
    const key =
      (
        {
          created: 'createdAt',
          updated: 'updatedAt',
          pushed: 'pushedAt',
        } as const
      )[call.query('sort') ?? ''] ?? 'createdAt';
    const sign = call.query('direction') === 'asc' ? 1 : -1;
    visible.sort(
      (a, b) => sign * (a.repo[key] ?? '').localeCompare(b.repo[key] ?? ''),
    );
  }
  return call.page(visible, async ({ repo, owner, permission }) =>
    repository(
      context,
      await repositoryFacts(context, { repo, owner }, permission),
    ),
  );
}

async function namedUser(call: Call): Promise<Account> {
  const login = call.param('username');
  const { accounts } = call.context.store;
  const account =
    (await accounts.find({ login })) ??
    (await accounts.find({ login: login.replace(/\[bot\]$/, '') }));
  if (!account) throw notFound();
  return account;
}

async function organizationsOf(call: Call, user: Account) {
  const { context } = call;
  const rows = await context.store.orgMembers.list({ userId: user.id });
  const account = await accountLookup(
    context,
    rows.map(row => row.orgId),
  );
  return rows.map(row => account(row.orgId));
}

/** People: oneself and others. */
export const userEndpoints: Endpoints = {
  'get /user': async call => {
    const user = call.user();
    const reply = ok(
      privateUser(call.context, user, await profileCounts(call, user)),
    );
    const scopes = call.actor.token?.scopes ?? [];
    return { ...reply, headers: { 'X-OAuth-Scopes': scopes.join(', ') } };
  },
  'get /user/emails': async call => {
    const { email } = call.user();
    const entry = {
      email,
      primary: true,
      verified: true,
      visibility: 'public',
    };
    return call.page(email ? [entry] : [], one => one);
  },
  'get /user/orgs': async call =>
    call.page(await organizationsOf(call, call.user()), org =>
      simpleOrganization(call.context, org),
    ),
  'get /user/memberships/orgs': async call => {
    const user = call.user();
    const { context } = call;
    const rows = await context.store.orgMembers.list({ userId: user.id });
    const account = await accountLookup(
      context,
      rows.map(row => row.orgId),
    );
    return call.page(rows, row => {
      const org = simpleOrganization(context, account(row.orgId));
      return {
        url: `${org.url}/memberships/${user.login}`,
        state: 'active',
        role: row.role,
        organization_url: org.url,
        organization: org,
        user: simpleUser(context, user),
      };
    });
  },
  'get /user/repos': async call => {
    const user = call.user();
    return repositoriesPage(call, [
      user,
      ...(await organizationsOf(call, user)),
    ]);
  },
  'get /users/:username': async call => {
    const account = await namedUser(call);
    const counts = await profileCounts(call, account);
    return ok(
      account.type === 'Organization'
        ? {
            ...publicUser(call.context, account, counts),
            name: fullOrganization(call.context, account, counts).name,
          }
        : publicUser(call.context, account, counts),
    );
  },
  'get /users/:username/orgs': async call =>
    call.page(await organizationsOf(call, await namedUser(call)), org =>
      simpleOrganization(call.context, org),
    ),
  'get /users/:username/repos': async call =>
    repositoriesPage(call, [await namedUser(call)]),
};
