import type { ForgeContext } from '../context.ts';
import { simpleOrganization } from '../rest/serialize/organization.ts';
import { fullRepository } from '../rest/serialize/repository.ts';
import { simpleUser } from '../rest/serialize/user.ts';
import type { Account } from '../store/types.ts';
import type { EventName } from '../webhooks/EventBus.ts';
import { repositoryFacts, type Located } from './repositories.ts';

/** What happened, and what is particular to this kind of event. */
export interface Happening {
  located: Located;
  sender: Account;
  action?: string;
  body?: object;
}

/** Tells the webhooks of a repository and its organisation, in GitHub's payload. */
export async function publish(
  context: ForgeContext,
  name: EventName,
  { located, sender, action, body = {} }: Happening,
): Promise<void> {
  const org = located.owner.type === 'Organization' ? located.owner : null;
  await context.events.publish({
    name,
    action: action ?? null,
    repo: located.repo,
    org,
    payload: {
      ...(action ? { action } : {}),
      ...body,
      repository: fullRepository(
        context,
        await repositoryFacts(context, located),
      ),
      ...(org ? { organization: simpleOrganization(context, org) } : {}),
      sender: simpleUser(context, sender),
    },
  });
}
