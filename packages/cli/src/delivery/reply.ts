import { z } from 'zod';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode, Problem } from '../problem.ts';
import { stateSchema } from './states.ts';

const releaseSchema = z.looseObject({ version: z.string().optional() });

const cellSchema = z.looseObject({
  cluster: z.string(),
  state: stateSchema,
  message: z.string().optional(),
  desired: releaseSchema
    .extend({
      committedAt: z.string().optional(),
      author: z.string().optional(),
    })
    .optional(),
  synced: releaseSchema.optional(),
  observedAt: z.string().optional(),
});

const deliverySchema = z.looseObject({
  component: z.string(),
  known: z.boolean(),
  environments: z.array(
    z.looseObject({ name: z.string(), cells: z.array(cellSchema) }),
  ),
  pullRequests: z.array(
    z.looseObject({
      number: z.number(),
      title: z.string(),
      url: z.string(),
    }),
  ),
  index: z.looseObject({
    problem: z.looseObject({ message: z.string() }).optional(),
    unreachable: z.looseObject({ reason: z.string() }).optional(),
  }),
});

/** What runs where, as far as the command line reads it; the rest is passed on. */
export type Delivery = z.infer<typeof deliverySchema>;
/** One environment on one cluster. */
export type Cell = z.infer<typeof cellSchema>;

/** Asks for the delivery of a component. */
export async function readDelivery(
  portal: PortalClient,
  component: string,
): Promise<Delivery> {
  const delivery = await portal.ask({
    path: `/api/gitops/components/${encodeURIComponent(component)}/delivery`,
    reply: deliverySchema,
  });
  if (delivery.known) return delivery;
  throw new Problem(
    `The GitOps repository has no component '${component}'; see ./slipway open for those that there are`,
    { exitCode: ExitCode.notFound },
  );
}

/** The environment of a delivery, by its name. */
export function environmentOf(delivery: Delivery, name: string) {
  const found = delivery.environments.find(one => one.name === name);
  if (found) return found;
  const names = delivery.environments.map(one => one.name).join(', ');
  throw new Problem(
    `${delivery.component} has no environment '${name}'; it has ${names || 'none'}`,
    { exitCode: ExitCode.notFound },
  );
}
