import type { ForgeContext } from '../context.ts';
import type { Signature } from '../git/types.ts';
import type { Schema } from '../rest/serialize/schemas.ts';
import type { Account, Repository } from '../store/types.ts';

/** Stands where an account was deleted, as GitHub's own `ghost` does. */
const ghost: Account = {
  id: 10137,
  type: 'User',
  login: 'ghost',
  name: 'Deleted user',
  email: null,
  passwordHash: null,
  siteAdmin: false,
  createdAt: '2012-01-01T00:00:00Z',
  updatedAt: '2012-01-01T00:00:00Z',
};

/** Reads the accounts of some ids at once; the lookup never fails. */
export async function accountLookup(
  { store }: Pick<ForgeContext, 'store'>,
  ids: readonly (number | null)[],
): Promise<(id: number) => Account> {
  const wanted = [...new Set(ids.filter(id => id !== null))];
  const rows = wanted.length ? await store.accounts.list({ id: wanted }) : [];
  const byId = new Map(rows.map(row => [row.id, row]));
  return id => byId.get(id) ?? ghost;
}

/** Finds who wrote commits, by the addresses in them. */
export async function authorLookup(
  { store }: Pick<ForgeContext, 'store'>,
  signatures: readonly Signature[],
): Promise<(signature: Signature) => Account | null> {
  const emails = [...new Set(signatures.map(({ email }) => email))];
  const rows = emails.length
    ? await store.accounts.list({ email: emails })
    : [];
  const byEmail = new Map(rows.map(row => [row.email, row]));
  return ({ email }) => byEmail.get(email) ?? null;
}

/** How a person appears in the commits the forge makes for them. */
export function signatureOf(account: Account, now: Date): Signature {
  return {
    name: account.name ?? account.login,
    email:
      account.email ?? `${account.id}+${account.login}@users.noreply.localhost`,
    date: `${now.toISOString().slice(0, 19)}Z`,
  };
}

/** The committer of what is merged on the forge itself. */
export const forgeSignature = (now: Date): Signature => ({
  name: 'Slipway Forge',
  email: 'noreply@localhost',
  date: `${now.toISOString().slice(0, 19)}Z`,
});

/** What a person is to a repository. */
export async function association(
  { store }: Pick<ForgeContext, 'store'>,
  repo: Repository,
  userId: number,
): Promise<Schema<'author-association'>> {
  if (userId === repo.ownerId) return 'OWNER';
  if (await store.orgMembers.find({ orgId: repo.ownerId, userId }))
    return 'MEMBER';
  if (await store.collaborators.find({ repoId: repo.id, userId }))
    return 'COLLABORATOR';
  return 'NONE';
}
