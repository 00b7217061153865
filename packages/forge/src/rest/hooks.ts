import { z } from 'zod';
import { validationFailed } from '../http/errors.ts';
import type { Hook } from '../store/types.ts';
import { pingPayload } from '../webhooks/ping.ts';
import { created, noContent, ok, type Call, type Reply } from './call.ts';
import type { Endpoints, Handler } from './endpoints.ts';
import { hookOf, hookOwner, type HookOwner } from './hookScope.ts';
import { organizationHook, repositoryHook } from './serialize/hook.ts';

const configSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  content_type: z.enum(['json', 'form']).default('form'),
  secret: z.string().max(1000).optional(),
  insecure_ssl: z.union([z.string(), z.number()]).default('0'),
});
const newSchema = z.object({
  name: z.string().optional(),
  config: configSchema,
  events: z.array(z.string().min(1)).min(1).default(['push']),
  active: z.boolean().default(true),
});
const changeSchema = z.object({
  config: configSchema.partial().optional(),
  events: z.array(z.string().min(1)).optional(),
  add_events: z.array(z.string()).default([]),
  remove_events: z.array(z.string()).default([]),
  active: z.boolean().optional(),
});

async function show(call: Call, owner: HookOwner, hook: Hook) {
  if (owner.kind === 'org')
    return organizationHook(call.context, owner.name, hook);
  const [last] = await call.context.store.hookDeliveries.list(
    { hookId: hook.id, state: 'done' },
    { orderBy: 'id', descending: true, limit: 1 },
  );
  return repositoryHook(call.context, owner.name, hook, last);
}

async function ping(call: Call, owner: HookOwner, hook: Hook): Promise<void> {
  const shown = await show(call, owner, hook);
  await call.context.webhooks.send(hook, {
    name: 'ping',
    action: null,
    repo: owner.kind === 'repo' ? owner.repo : null,
    org: null,
    payload: await pingPayload(call.context, call.user(), owner, shown),
  });
}

const list: Handler = async call => {
  const owner = await hookOwner(call);
  const hooks = await call.context.store.hooks.list(owner.where);
  return call.page(hooks, hook => show(call, owner, hook));
};

const create: Handler = async call => {
  const owner = await hookOwner(call);
  const input = call.body(newSchema);
  const { store, clock } = call.context;
  const same = await store.hooks.list({
    ...owner.where,
    url: input.config.url,
  });
  if (
    same.some(
      hook => hook.events.toSorted().join() === input.events.toSorted().join(),
    )
  ) {
    throw validationFailed({
      resource: 'Hook',
      field: 'url',
      code: 'custom',
      message: `Hook already exists on this ${owner.kind === 'org' ? 'organization' : 'repository'}`,
    });
  }
  const now = clock().toISOString();
  const hook = await store.hooks.insert({
    repoId: owner.kind === 'repo' ? owner.repo.id : null,
    orgId: owner.kind === 'org' ? owner.org.id : null,
    active: input.active,
    events: input.events,
    url: input.config.url,
    contentType: input.config.content_type,
    insecureSsl: String(input.config.insecure_ssl) === '1',
    secret: input.config.secret ?? null,
    createdAt: now,
    updatedAt: now,
  });
  await ping(call, owner, hook);
  return created(await show(call, owner, hook));
};

const read: Handler = async call => {
  const { owner, hook } = await hookOf(call);
  return ok(await show(call, owner, hook));
};

const update: Handler = async call => {
  const { owner, hook } = await hookOf(call);
  const input = call.body(changeSchema);
  const { config } = input;
  const events = new Set(input.events ?? hook.events);
  for (const event of input.add_events) events.add(event);
  for (const event of input.remove_events) events.delete(event);
  const changed: Hook = {
    ...hook,
    events: [...events],
    active: input.active ?? hook.active,
    updatedAt: call.context.clock().toISOString(),
    // GitHub replaces the configuration as a whole: a secret left out is a secret removed.
    ...(config
      ? {
          url: config.url ?? hook.url,
          contentType: config.content_type ?? 'form',
          insecureSsl: String(config.insecure_ssl ?? '0') === '1',
          secret: config.secret ?? null,
        }
      : {}),
  };
  await call.context.store.hooks.update({ id: hook.id }, changed);
  return ok(await show(call, owner, changed));
};

const remove: Handler = async call => {
  const { hook } = await hookOf(call);
  await call.context.store.hooks.remove({ id: hook.id });
  return noContent;
};

const pings = async (call: Call): Promise<Reply> => {
  const { owner, hook } = await hookOf(call);
  await ping(call, owner, hook);
  return noContent;
};

const endpoints = (at: string): Endpoints => ({
  [`get ${at}`]: list,
  [`post ${at}`]: create,
  [`get ${at}/:hook`]: read,
  [`patch ${at}/:hook`]: update,
  [`delete ${at}/:hook`]: remove,
  [`post ${at}/:hook/pings`]: pings,
});

/** Webhooks of repositories and organisations. */
export const hookEndpoints: Endpoints = {
  ...endpoints('/repos/:owner/:repo/hooks'),
  ...endpoints('/orgs/:org/hooks'),
};
