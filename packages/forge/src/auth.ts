import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { IncomingMessage } from 'node:http';
import type { ForgeContext } from './context.ts';
import { unauthorized } from './http/errors.ts';
import type { Store } from './store/Store.ts';
import {
  permissions,
  type AccessToken,
  type Account,
  type Permission,
  type Repository,
} from './store/types.ts';

const deriveKey = promisify<string, Buffer, number, Buffer>(scrypt);

/** Who makes a request. `account` null: nobody known. */
export interface Actor {
  readonly account: Account | null;
  /** What proved it; null for a password or an anonymous request. */
  readonly token: AccessToken | null;
}

/** @see Actor */
export const anonymous: Actor = { account: null, token: null };

/** The form in which bearer secrets are stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The form in which passwords are stored: salted scrypt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, 32);
  return `scrypt:${salt.toString('hex')}:${key.toString('hex')}`;
}

/** Whether this is the account's password; compares in constant time. */
export async function verifyPassword(
  account: Account,
  password: string,
): Promise<boolean> {
  const [scheme, salt, expected] = account.passwordHash?.split(':') ?? [];
  if (scheme !== 'scrypt' || !salt || !expected) return false;
  const key = await deriveKey(password, Buffer.from(salt, 'hex'), 32);
  return timingSafeEqual(key, Buffer.from(expected, 'hex'));
}

const prefixes = {
  personal: 'ghp_',
  oauth: 'gho_',
  installation: 'ghs_',
  session: 'web_',
} as const;

/** Makes a new token for an account; the secret is returned once and not stored. */
export async function issueToken(
  context: Pick<ForgeContext, 'store' | 'clock'>,
  token: Pick<AccessToken, 'accountId' | 'kind'> &
    Partial<Pick<AccessToken, 'scopes' | 'installationId' | 'expiresAt'>>,
): Promise<{ secret: string; token: AccessToken }> {
  const secret = prefixes[token.kind] + randomBytes(27).toString('base64url');
  const row = await context.store.tokens.insert({
    accountId: token.accountId,
    kind: token.kind,
    hash: hashSecret(secret),
    readOnly: false,
    scopes: token.scopes ?? [],
    installationId: token.installationId ?? null,
    expiresAt: token.expiresAt ?? null,
    createdAt: context.clock().toISOString(),
  });
  return { secret, token: row };
}

/** Who holds this secret; undefined when it is unknown or over. */
export async function actorOfToken(
  context: Pick<ForgeContext, 'store' | 'clock'>,
  secret: string,
): Promise<Actor | undefined> {
  const token = await context.store.tokens.find({ hash: hashSecret(secret) });
  if (!token) return undefined;
  if (token.expiresAt && token.expiresAt <= context.clock().toISOString()) {
    return undefined;
  }
  const account = await context.store.accounts.find({ id: token.accountId });
  return account ? { account, token } : undefined;
}

/**
 * Reads the Authorization header: `Bearer`/`token` with a token, or Basic with a token or a password.
 * @throws HttpError 401 when credentials were given and are wrong.
 */
export async function authenticate(
  context: Pick<ForgeContext, 'store' | 'clock'>,
  request: Pick<IncomingMessage, 'headers'>,
): Promise<Actor> {
  const header = request.headers.authorization;
  if (!header) return anonymous;
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  if (/^(bearer|token)$/i.test(scheme)) {
    const actor = await actorOfToken(context, value);
    if (!actor || actor.token?.kind === 'session') throw unauthorized();
    return actor;
  }
  if (!/^basic$/i.test(scheme)) throw unauthorized();
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const login = colon < 0 ? decoded : decoded.slice(0, colon);
  const password = colon < 0 ? '' : decoded.slice(colon + 1);
  for (const secret of [password, login]) {
    const actor = secret ? await actorOfToken(context, secret) : undefined;
    if (actor && actor.token?.kind !== 'session') return actor;
  }
  const account = await context.store.accounts.find({ login });
  if (account?.type === 'User' && (await verifyPassword(account, password))) {
    return { account, token: null };
  }
  throw unauthorized();
}

/** Whether `have` includes everything that `need` allows. */
export function atLeast(have: Permission, need: Permission): boolean {
  return permissions.indexOf(have) >= permissions.indexOf(need);
}

const strongest = (all: readonly Permission[]): Permission =>
  all.reduce((a, b) => (atLeast(a, b) ? a : b), 'none');

/** What an account may do in a repository, by ownership, organisation, teams and invitation. */
export async function accountPermission(
  store: Store,
  account: Account,
  repo: Repository,
): Promise<Permission> {
  if (account.siteAdmin || account.id === repo.ownerId) return 'admin';
  const found: Permission[] = [repo.private ? 'none' : 'read'];
  const member = await store.orgMembers.find({
    orgId: repo.ownerId,
    userId: account.id,
  });
  if (member?.role === 'admin') return 'admin';
  if (member) found.push('read');
  const collaborator = await store.collaborators.find({
    repoId: repo.id,
    userId: account.id,
  });
  if (collaborator) found.push(collaborator.permission);
  const teams = await store.teamMembers.list({ userId: account.id });
  if (teams.length) {
    const grants = await store.teamRepositories.list({
      repoId: repo.id,
      teamId: teams.map(team => team.teamId),
    });
    found.push(...grants.map(grant => grant.permission));
  }
  return strongest(found);
}

/** What a request may do in a repository: its account's rights, cut to its token's. */
export async function permissionOf(
  context: Pick<ForgeContext, 'store'>,
  actor: Actor,
  repo: Repository,
): Promise<Permission> {
  const { account, token } = actor;
  if (!account) return repo.private ? 'none' : 'read';
  if (token?.kind === 'installation') {
    const installed = await context.store.installations.find({
      id: token.installationId ?? 0,
      accountId: repo.ownerId,
    });
    if (installed) return 'write';
    return repo.private ? 'none' : 'read';
  }
  const granted = await accountPermission(context.store, account, repo);
  return token?.readOnly && atLeast(granted, 'read') ? 'read' : granted;
}
