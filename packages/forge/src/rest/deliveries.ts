import { notFound } from '../http/errors.ts';
import { ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { hookOf } from './hookScope.ts';
import { delivery, deliveryItem } from './serialize/hook.ts';

async function deliveryOf(call: Call) {
  const { hook } = await hookOf(call);
  const row = await call.context.store.hookDeliveries.find({
    id: call.id('delivery'),
    hookId: hook.id,
  });
  if (!row) throw notFound();
  return { hook, row };
}

const endpoints = (at: string): Endpoints => ({
  [`get ${at}`]: async call => {
    const { hook } = await hookOf(call);
    const rows = await call.context.store.hookDeliveries.list(
      { hookId: hook.id, state: 'done' },
      { orderBy: 'id', descending: true, limit: 500 },
    );
    return call.page(rows, deliveryItem);
  },
  [`get ${at}/:delivery`]: async call => {
    const { hook, row } = await deliveryOf(call);
    return ok(delivery(hook, row));
  },
  [`post ${at}/:delivery/attempts`]: async call => {
    const { hook, row } = await deliveryOf(call);
    await call.context.webhooks.redeliver(hook, row);
    return ok({}, 202);
  },
});

/** What was sent to a webhook and what came back; any of it can be sent again. */
export const deliveryEndpoints: Endpoints = {
  ...endpoints('/repos/:owner/:repo/hooks/:hook/deliveries'),
  ...endpoints('/orgs/:org/hooks/:hook/deliveries'),
};
