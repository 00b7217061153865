import { z } from 'zod';
import { accountLookup } from '../domain/accounts.ts';
import {
  findRepository,
  locate,
  repositoryFacts,
} from '../domain/repositories.ts';
import { notFound, validationFailed } from '../http/errors.ts';
import type { Account, Team } from '../store/types.ts';
import { created, noContent, ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { permissionSchema } from './permissions.ts';
import { permissionFlags, repository } from './serialize/repository.ts';
import { fullTeam, listedTeam } from './serialize/team.ts';
import { simpleUser } from './serialize/user.ts';
import { apiUrl } from './serialize/urls.ts';

async function parentOf({ context }: Call, team: Team): Promise<Team | null> {
  if (team.parentId === null) return null;
  return (await context.store.teams.find({ id: team.parentId })) ?? null;
}

async function show(call: Call, org: Account, team: Team) {
  const { store } = call.context;
  return fullTeam(call.context, org, team, {
    parent: await parentOf(call, team),
    members: await store.teamMembers.count({ teamId: team.id }),
    repos: await store.teamRepositories.count({ teamId: team.id }),
  });
}

async function namedUser(call: Call): Promise<Account> {
  const user = await call.context.store.accounts.find({
    login: call.param('username'),
  });
  if (!user) throw notFound();
  return user;
}

const membership = (
  call: Call,
  org: Account,
  team: Team,
  user: Account,
  role: string,
) => ({
  url: apiUrl(
    call.context,
    `/orgs/${org.login}/teams/${team.slug}/memberships/${user.login}`,
  ),
  role,
  state: 'active',
});

async function teamRepo(call: Call) {
  const { org, team } = await call.team();
  const located = await findRepository(
    call.context,
    call.param('owner'),
    call.param('repo'),
  );
  if (!located || located.owner.id !== org.id) throw notFound();
  return { team, located };
}

/** Teams, who is in them, and what they may do. */
export const teamEndpoints: Endpoints = {
  'get /orgs/:org/teams': async call => {
    const org = await call.org('member');
    const teams = await call.context.store.teams.list(
      { orgId: org.id },
      { orderBy: 'slug' },
    );
    return call.page(teams, async team =>
      listedTeam(call.context, org, team, await parentOf(call, team)),
    );
  },
  'post /orgs/:org/teams': async call => {
    const org = await call.org('admin');
    const { name, description } = call.body(
      z.object({
        name: z.string().min(1).max(255),
        description: z.string().nullish(),
      }),
    );
    const { store, clock } = call.context;
    const slug = name
      .toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '');
    if (!slug || (await store.teams.find({ orgId: org.id, slug }))) {
      throw validationFailed({
        resource: 'Team',
        field: 'name',
        code: slug ? 'already_exists' : 'invalid',
      });
    }
    const now = clock().toISOString();
    const team = await store.teams.insert({
      orgId: org.id,
      slug,
      name,
      description: description ?? null,
      parentId: null,
      createdAt: now,
      updatedAt: now,
    });
    return created(await show(call, org, team));
  },
  'get /orgs/:org/teams/:team': async call => {
    const { org, team } = await call.team();
    return ok(await show(call, org, team));
  },
  'get /orgs/:org/teams/:team/members': async call => {
    const { team } = await call.team();
    const rows = await call.context.store.teamMembers.list({ teamId: team.id });
    const account = await accountLookup(
      call.context,
      rows.map(row => row.userId),
    );
    return call.page(rows, row =>
      simpleUser(call.context, account(row.userId)),
    );
  },
  'get /orgs/:org/teams/:team/memberships/:username': async call => {
    const { org, team } = await call.team();
    const user = await namedUser(call);
    const row = await call.context.store.teamMembers.find({
      teamId: team.id,
      userId: user.id,
    });
    if (!row) throw notFound();
    return ok(membership(call, org, team, user, row.role));
  },
  'put /orgs/:org/teams/:team/memberships/:username': async call => {
    const { org, team } = await call.team('admin');
    const user = await namedUser(call);
    const { role } = call.body(
      z.object({ role: z.enum(['member', 'maintainer']).default('member') }),
    );
    await call.context.store.teamMembers.upsert(
      { teamId: team.id, userId: user.id, role },
      ['teamId', 'userId'],
    );
    return ok(membership(call, org, team, user, role));
  },
  'delete /orgs/:org/teams/:team/memberships/:username': async call => {
    const { team } = await call.team('admin');
    const user = await namedUser(call);
    await call.context.store.teamMembers.remove({
      teamId: team.id,
      userId: user.id,
    });
    return noContent;
  },
  'get /orgs/:org/teams/:team/repos': async call => {
    const { team } = await call.team();
    const { context } = call;
    const grants = await context.store.teamRepositories.list({
      teamId: team.id,
    });
    return call.page(grants, async grant => {
      const repo = await context.store.repositories.find({ id: grant.repoId });
      if (!repo) throw notFound();
      const facts = await repositoryFacts(
        context,
        await locate(context, repo),
        grant.permission,
      );
      return { ...repository(context, facts), role_name: grant.permission };
    });
  },
  'get /orgs/:org/teams/:team/repos/:owner/:repo': async call => {
    const { team, located } = await teamRepo(call);
    const grant = await call.context.store.teamRepositories.find({
      teamId: team.id,
      repoId: located.repo.id,
    });
    if (!grant) throw notFound();
    if (!/repository/.test(call.request.get('accept') ?? '')) return noContent;
    const facts = await repositoryFacts(
      call.context,
      located,
      grant.permission,
    );
    return ok({
      ...repository(call.context, facts),
      permissions: permissionFlags(grant.permission),
      role_name: grant.permission,
    });
  },
  'put /orgs/:org/teams/:team/repos/:owner/:repo': async call => {
    const { team, located } = await teamRepo(call);
    await call.repo('admin');
    const { permission } = call.body(
      z.object({ permission: permissionSchema.default('write') }),
    );
    await call.context.store.teamRepositories.upsert(
      { teamId: team.id, repoId: located.repo.id, permission },
      ['teamId', 'repoId'],
    );
    return noContent;
  },
  'delete /orgs/:org/teams/:team/repos/:owner/:repo': async call => {
    const { team, located } = await teamRepo(call);
    await call.repo('admin');
    await call.context.store.teamRepositories.remove({
      teamId: team.id,
      repoId: located.repo.id,
    });
    return noContent;
  },
};
