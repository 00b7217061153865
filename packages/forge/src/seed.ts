import { readFile } from 'node:fs/promises';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { hashPassword, hashSecret, verifyPassword } from './auth.ts';
import type { ForgeContext } from './context.ts';
import { permissionSchema } from './rest/permissions.ts';
import type { Account } from './store/types.ts';

const login = z.string().regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,38})$/);
const token = z.union([
  z
    .string()
    .min(16)
    .transform(secret => ({ token: secret, readOnly: false })),
  z.object({ token: z.string().min(16), readOnly: z.boolean().default(false) }),
]);

const seedSchema = z.strictObject({
  orgs: z.array(z.object({ login, name: z.string() })).default([]),
  users: z
    .array(
      z.object({
        login,
        name: z.string(),
        email: z.email({ pattern: z.regexes.html5Email }).optional(),
        password: z.string().min(8).optional(),
        tokens: z.array(token).default([]),
        siteAdmin: z.boolean().default(false),
      }),
    )
    .default([]),
  members: z
    .array(z.object({ org: login, login, role: z.enum(['admin', 'member']) }))
    .default([]),
  teams: z
    .array(
      z.object({
        org: login,
        slug: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
        name: z.string(),
        description: z.string().optional(),
        members: z.array(login).default([]),
        /** Rights on repositories; those that do not exist yet are passed over until the next start. */
        repos: z
          .array(z.object({ name: z.string(), permission: permissionSchema }))
          .default([]),
      }),
    )
    .default([]),
  oauthApps: z
    .array(
      z.object({
        clientId: z.string().min(1),
        clientSecret: z.string().min(16),
        callbackUrl: z.url(),
        name: z.string(),
      }),
    )
    .default([]),
  apps: z
    .array(
      z.object({
        slug: login,
        name: z.string(),
        owner: login,
        clientId: z.string().min(1),
        /** PEM; of a private key only the public half is kept. */
        key: z.string().includes('-----BEGIN'),
        permissions: z.record(z.string(), z.string()).default({}),
        events: z.array(z.string()).default([]),
        installations: z.array(login).default([]),
      }),
    )
    .default([]),
});

/** The people, organisations and applications that a forge begins with. */
export type Seed = z.input<typeof seedSchema>;
type ParsedSeed = z.output<typeof seedSchema>;

class Seeder {
  readonly #context: ForgeContext;
  readonly #now: string;

  constructor(context: ForgeContext) {
    this.#context = context;
    this.#now = context.clock().toISOString();
  }

  async apply(seed: ParsedSeed): Promise<void> {
    for (const org of seed.orgs)
      await this.#account(org.login, 'Organization', { name: org.name });
    for (const user of seed.users) await this.#user(user);
    for (const { org, login: member, role } of seed.members) {
      const key = {
        orgId: (await this.#named(org)).id,
        userId: (await this.#named(member)).id,
      };
      await this.#context.store.orgMembers.upsert({ ...key, role }, [
        'orgId',
        'userId',
      ]);
    }
    for (const team of seed.teams) await this.#team(team);
    for (const app of seed.oauthApps) {
      const { clientSecret, ...rest } = app;
      await this.#context.store.oauthApps.upsert(
        { ...rest, secretHash: hashSecret(clientSecret) },
        ['clientId'],
      );
    }
    for (const app of seed.apps) await this.#app(app);
  }

  async #named(name: string): Promise<Account> {
    const account = await this.#context.store.accounts.find({ login: name });
    if (!account)
      throw new Error(`Seed: ${name} is neither among its users nor its orgs`);
    return account;
  }

  async #account(
    name: string,
    type: Account['type'],
    fields: Partial<Omit<Account, 'id' | 'login' | 'type'>>,
  ): Promise<Account> {
    const { accounts } = this.#context.store;
    const existing = await accounts.find({ login: name });
    if (existing && existing.type !== type)
      throw new Error(`Seed: ${name} already is a ${existing.type}`);
    if (existing) {
      await accounts.update({ id: existing.id }, fields);
      return { ...existing, ...fields };
    }
    return accounts.insert({
      name: null,
      email: null,
      passwordHash: null,
      siteAdmin: false,
      createdAt: this.#now,
      updatedAt: this.#now,
      ...fields,
      login: name,
      type,
    });
  }

  async #user(user: ParsedSeed['users'][number]): Promise<void> {
    const account = await this.#account(user.login, 'User', {
      name: user.name,
      siteAdmin: user.siteAdmin,
      ...(user.email ? { email: user.email } : {}),
    });
    const { store } = this.#context;
    if (user.password && !(await verifyPassword(account, user.password))) {
      await store.accounts.update(
        { id: account.id },
        { passwordHash: await hashPassword(user.password) },
      );
    }
    for (const { token: secret, readOnly } of user.tokens) {
      const hash = hashSecret(secret);
      if (await store.tokens.find({ hash })) continue;
      await store.tokens.insert({
        accountId: account.id,
        kind: 'personal',
        hash,
        readOnly,
        scopes: readOnly
          ? ['repo:status']
          : [
              'repo',
              'workflow',
              'read:org',
              'admin:repo_hook',
              'admin:org_hook',
            ],
        installationId: null,
        expiresAt: null,
        createdAt: this.#now,
      });
    }
  }

  async #team(team: ParsedSeed['teams'][number]): Promise<void> {
    const { store } = this.#context;
    const org = await this.#named(team.org);
    const described = {
      name: team.name,
      description: team.description ?? null,
    };
    const found = await store.teams.find({ orgId: org.id, slug: team.slug });
    if (found) await store.teams.update({ id: found.id }, described);
    const row =
      found ??
      (await store.teams.insert({
        ...described,
        orgId: org.id,
        slug: team.slug,
        parentId: null,
        createdAt: this.#now,
        updatedAt: this.#now,
      }));
    for (const member of team.members) {
      const { id: userId } = await this.#named(member);
      if (!(await store.orgMembers.find({ orgId: org.id, userId }))) {
        await store.orgMembers.insert({
          orgId: org.id,
          userId,
          role: 'member',
        });
      }
      await store.teamMembers.upsert(
        { teamId: row.id, userId, role: 'member' },
        ['teamId', 'userId'],
      );
    }
    for (const { name, permission } of team.repos) {
      const repo = await store.repositories.find({ ownerId: org.id, name });
      if (repo) {
        await store.teamRepositories.upsert(
          { teamId: row.id, repoId: repo.id, permission },
          ['teamId', 'repoId'],
        );
      }
    }
  }

  async #app(app: ParsedSeed['apps'][number]): Promise<void> {
    const { store } = this.#context;
    const owner = await this.#named(app.owner);
    await this.#account(`${app.slug}[bot]`, 'Bot', { name: app.name });
    const fields = {
      ownerId: owner.id,
      slug: app.slug,
      name: app.name,
      clientId: app.clientId,
      publicKey: createPublicKey(app.key)
        .export({ type: 'spki', format: 'pem' })
        .toString(),
      permissions: app.permissions,
      events: app.events,
    };
    const found = await store.apps.find({ slug: app.slug });
    if (found) await store.apps.update({ id: found.id }, fields);
    const row =
      found ?? (await store.apps.insert({ ...fields, createdAt: this.#now }));
    for (const name of app.installations) {
      const key = { appId: row.id, accountId: (await this.#named(name)).id };
      if (!(await store.installations.find(key)))
        await store.installations.insert({ ...key, createdAt: this.#now });
    }
  }
}

/** Reads a seed file and applies it. @throws Error naming the file and what is wrong in it. */
export async function applySeedFile(
  context: ForgeContext,
  file: string,
): Promise<void> {
  let seed: Seed;
  try {
    seed = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error(`Cannot read the seed file ${file}; it must be JSON`, {
      cause,
    });
  }
  await applySeed(context, seed);
}

/** Makes or updates all that the seed names and removes nothing, so that it may run at every start. */
export async function applySeed(
  context: ForgeContext,
  input: Seed,
): Promise<void> {
  const result = seedSchema.safeParse(input);
  if (!result.success)
    throw new Error(`Seed: ${z.prettifyError(result.error)}`);
  await new Seeder(context).apply(result.data);
}
