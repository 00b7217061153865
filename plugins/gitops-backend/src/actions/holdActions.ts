import {
  gitopsDeliveryReadPermission,
  holdsResponseSchema,
} from '@slipway/plugin-gitops-common';
import { z as zod } from 'zod';
import type { z as zodV3 } from 'zod/v3';
import { SETS } from './attributes';
import type { Question } from './PersonalApi';
import type { ActionTools } from './registerActions';

const output = (z: typeof zodV3) =>
  z.object({
    holds: z
      .array(
        z.object({
          environment: z.string(),
          reason: z.string(),
          by: z.string(),
          at: z.string(),
        }),
      )
      .describe('What holds the component now'),
  });

/** Stopping forward promotion, and letting it go on. */
export function registerHoldActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'hold-promotions',
    title: 'Hold Promotions',
    description:
      'Stops forward promotion of a component into an environment until release-hold. What runs there stays.',
    attributes: SETS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          component: z.string(),
          environment: z.string(),
          reason: z.string().min(1).max(500).describe('Why, for whoever asks'),
        }),
      output,
    },
    async action({ input, credentials }) {
      const { component, reason } = input;
      await api.ask(credentials, {
        ...holdOf(input),
        method: 'PUT',
        body: { reason },
      });
      return { output: await api.ask(credentials, holdsOf(component)) };
    },
  });

  registry.register({
    name: 'release-hold',
    title: 'Release Hold',
    description:
      'Lets forward promotion of a component into an environment go on.',
    attributes: SETS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z => z.object({ component: z.string(), environment: z.string() }),
      output,
    },
    async action({ input, credentials }) {
      await api.ask(credentials, { ...holdOf(input), method: 'DELETE' });
      return { output: await api.ask(credentials, holdsOf(input.component)) };
    },
  });
}

function holdOf({
  component,
  environment,
}: {
  component: string;
  environment: string;
}): Question<unknown> {
  return {
    path: `/holds/${encodeURIComponent(component)}/${encodeURIComponent(environment)}`,
    reply: zod.unknown(),
  };
}

function holdsOf(component: string) {
  return { path: '/holds', query: { component }, reply: holdsResponseSchema };
}
