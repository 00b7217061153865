import { z } from 'zod';
import { accountPermission, atLeast } from '../auth.ts';
import { notFound } from '../http/errors.ts';
import type { Account } from '../store/types.ts';
import { noContent, ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { legacyPermission, permissionSchema } from './permissions.ts';
import { permissionFlags } from './serialize/repository.ts';
import { simpleUser } from './serialize/user.ts';

async function named(call: Call): Promise<Account> {
  const user = await call.context.store.accounts.find({
    login: call.param('username'),
  });
  if (!user || user.type === 'Organization') throw notFound();
  return user;
}

/** Who may do what in a repository. */
export const collaboratorEndpoints: Endpoints = {
  'get /repos/:owner/:repo/collaborators': async call => {
    const { repo } = await call.repo('write');
    const { store } = call.context;
    const people = await store.accounts.list({ type: 'User' });
    const direct = new Set(
      (await store.collaborators.list({ repoId: repo.id })).map(
        row => row.userId,
      ),
    );
    const shown = [];
    for (const user of people) {
      const member = await store.orgMembers.find({
        orgId: repo.ownerId,
        userId: user.id,
      });
      if (!member && !direct.has(user.id) && user.id !== repo.ownerId) continue;
      if (call.query('affiliation') === 'direct' && !direct.has(user.id))
        continue;
      shown.push({
        user,
        permission: await accountPermission(store, user, repo),
      });
    }
    return call.page(shown, ({ user, permission }) => ({
      ...simpleUser(call.context, user),
      permissions: permissionFlags(permission),
      role_name: permission,
    }));
  },
  'get /repos/:owner/:repo/collaborators/:username': async call => {
    const { repo } = await call.repo('write');
    const user = await named(call);
    const { store } = call.context;
    const invited = await store.collaborators.find({
      repoId: repo.id,
      userId: user.id,
    });
    const member = await store.orgMembers.find({
      orgId: repo.ownerId,
      userId: user.id,
    });
    if (!invited && !member && user.id !== repo.ownerId) throw notFound();
    return noContent;
  },
  'put /repos/:owner/:repo/collaborators/:username': async call => {
    const { repo } = await call.repo('admin');
    const user = await named(call);
    const { permission } = call.body(
      z.object({ permission: permissionSchema.default('write') }),
    );
    // GitHub invites and waits; on one machine everybody accepts at once.
    await call.context.store.collaborators.upsert(
      { repoId: repo.id, userId: user.id, permission },
      ['repoId', 'userId'],
    );
    return noContent;
  },
  'delete /repos/:owner/:repo/collaborators/:username': async call => {
    const { repo } = await call.repo('admin');
    const user = await named(call);
    await call.context.store.collaborators.remove({
      repoId: repo.id,
      userId: user.id,
    });
    return noContent;
  },
  'get /repos/:owner/:repo/collaborators/:username/permission': async call => {
    const { repo } = await call.repo('read');
    const user = await named(call);
    const permission = await accountPermission(call.context.store, user, repo);
    return ok({
      permission: legacyPermission(permission),
      role_name: atLeast(permission, 'read') ? permission : 'none',
      user: {
        ...simpleUser(call.context, user),
        permissions: permissionFlags(permission),
        role_name: permission,
      },
    });
  },
};
