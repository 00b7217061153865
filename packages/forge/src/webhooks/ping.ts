import type { ForgeContext } from '../context.ts';
import { locate, repositoryFacts } from '../domain/repositories.ts';
import type { HookOwner } from '../rest/hookScope.ts';
import { simpleOrganization } from '../rest/serialize/organization.ts';
import { fullRepository } from '../rest/serialize/repository.ts';
import { simpleUser } from '../rest/serialize/user.ts';
import type { Account } from '../store/types.ts';

/** The first thing a new webhook hears. */
export async function pingPayload(
  context: ForgeContext,
  sender: Account,
  owner: HookOwner,
  hook: { id: number },
): Promise<object> {
  const about =
    owner.kind === 'org'
      ? { organization: simpleOrganization(context, owner.org) }
      : {
          repository: fullRepository(
            context,
            await repositoryFacts(context, await locate(context, owner.repo)),
          ),
        };
  return {
    zen: 'Keep it logically awesome.',
    hook_id: hook.id,
    hook,
    ...about,
    sender: simpleUser(context, sender),
  };
}
