import type { ForgeContext } from '../context.ts';
import { simpleOrganization } from '../rest/serialize/organization.ts';
import { fullRepository } from '../rest/serialize/repository.ts';
import type { Schema } from '../rest/serialize/schemas.ts';
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
  const repository = fullRepository(
    context,
    await repositoryFacts(context, located),
  );
  await context.events.publish({
    name,
    action: action ?? null,
    repo: located.repo,
    org,
    payload: {
      ...(action ? { action } : {}),
      ...body,
      repository:
        name === 'push' ? pushedRepository(located, repository) : repository,
      ...(org ? { organization: simpleOrganization(context, org) } : {}),
      sender: simpleUser(context, sender),
    },
  });
}

const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);

/** A repository as `push` events alone show it: two times as numbers, the owner with a name. */
function pushedRepository(
  { repo, owner }: Located,
  shown: Schema<'full-repository'>,
): object {
  return {
    ...shown,
    owner: { ...shown.owner, name: owner.login, email: owner.email },
    created_at: seconds(repo.createdAt),
    pushed_at: seconds(repo.pushedAt ?? repo.createdAt),
    stargazers: 0,
    master_branch: repo.defaultBranch,
    ...(owner.type === 'Organization' ? { organization: owner.login } : {}),
  };
}
