import { notFound } from '../http/errors.ts';
import type { Account, Hook, Repository } from '../store/types.ts';
import type { Call } from './call.ts';

/** Whose webhooks a path is about. */
export type HookOwner =
  | { kind: 'repo'; name: string; repo: Repository; where: { repoId: number } }
  | { kind: 'org'; name: string; org: Account; where: { orgId: number } };

/** The repository or organisation in the path; only its admins get through. */
export async function hookOwner(call: Call): Promise<HookOwner> {
  if (call.param('org')) {
    const org = await call.org('admin');
    return { kind: 'org', name: org.login, org, where: { orgId: org.id } };
  }
  const { repo, name } = await call.repo('admin');
  return { kind: 'repo', name, repo, where: { repoId: repo.id } };
}

/** The webhook in the path. */
export async function hookOf(
  call: Call,
): Promise<{ owner: HookOwner; hook: Hook }> {
  const owner = await hookOwner(call);
  const hook = await call.context.store.hooks.find({
    ...owner.where,
    id: call.id('hook'),
  });
  if (!hook) throw notFound();
  return { owner, hook };
}
