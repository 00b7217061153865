import { accountLookup } from '../domain/accounts.ts';
import { notFound } from '../http/errors.ts';
import { noContent, ok } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import {
  fullOrganization,
  simpleOrganization,
} from './serialize/organization.ts';
import { simpleUser } from './serialize/user.ts';
import { profileCounts, repositoriesPage } from './users.ts';

/** Organisations and their members. */
export const organizationEndpoints: Endpoints = {
  'get /organizations': async call =>
    call.page(
      await call.context.store.accounts.list({ type: 'Organization' }),
      org => simpleOrganization(call.context, org),
    ),
  'get /orgs/:org': async call => {
    const org = await call.org();
    return ok(
      fullOrganization(call.context, org, await profileCounts(call, org)),
    );
  },
  'get /orgs/:org/repos': async call =>
    repositoriesPage(call, [await call.org()]),
  'get /orgs/:org/members': async call => {
    const org = await call.org();
    const role = call.query('role');
    const rows = await call.context.store.orgMembers.list({
      orgId: org.id,
      ...(role === 'admin' || role === 'member' ? { role } : {}),
    });
    const account = await accountLookup(
      call.context,
      rows.map(row => row.userId),
    );
    return call.page(rows, row =>
      simpleUser(call.context, account(row.userId)),
    );
  },
  'get /orgs/:org/members/:username': async call => {
    const org = await call.org();
    const { store } = call.context;
    const user = await store.accounts.find({ login: call.param('username') });
    const member =
      user && (await store.orgMembers.find({ orgId: org.id, userId: user.id }));
    if (!member) throw notFound();
    return noContent;
  },
  'get /orgs/:org/memberships/:username': async call => {
    const org = await call.org('member');
    const { store } = call.context;
    const user = await store.accounts.find({ login: call.param('username') });
    const member =
      user && (await store.orgMembers.find({ orgId: org.id, userId: user.id }));
    if (!user || !member) throw notFound();
    const organization = simpleOrganization(call.context, org);
    return ok({
      url: `${organization.url}/memberships/${user.login}`,
      state: 'active',
      role: member.role,
      organization_url: organization.url,
      organization,
      user: simpleUser(call.context, user),
    });
  },
};
