import { z } from 'zod';
import type { PortalClient } from '../portal/client.ts';

const holdSchema = z.looseObject({
  component: z.string(),
  environment: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});

const holdsSchema = z.looseObject({ holds: z.array(holdSchema) });

/** Forward promotion into an environment that is stopped. */
export type Hold = z.infer<typeof holdSchema>;

/** Asks where forward promotion of a component is stopped. */
export function readHolds(portal: PortalClient, component: string) {
  return portal.ask({
    path: '/api/gitops/holds',
    query: { component },
    reply: holdsSchema,
  });
}
