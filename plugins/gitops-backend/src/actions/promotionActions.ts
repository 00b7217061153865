import {
  gitopsDeliveryReadPermission,
  rollbackCandidatesResponseSchema,
} from '@slipway/plugin-gitops-common';
import { asked, previewed } from './askPromotions';
import { READS, REPLACES } from './attributes';
import {
  previewOutput,
  promotionInput,
  promotionOutput,
  requestOf,
  targetInput,
} from './promotionSchemas';
import type { ActionTools } from './registerActions';

/** Bringing releases somewhere, and back. */
export function registerPromotionActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'preview-promotion',
    title: 'Preview Promotion',
    description:
      'What promoting a release into an environment would do, and what each gate says to it. Nothing is written. Ask for this before promote-release.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: { input: promotionInput, output: previewOutput },
    async action({ input, credentials }) {
      return previewed(api, credentials, requestOf('promotion', input));
    },
  });

  registry.register({
    name: 'promote-release',
    title: 'Promote Release',
    description:
      'Brings a release into an environment, by a pull request or directly, as the environment says. Gates that wait open later; follow it with get-promotion.',
    attributes: REPLACES,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: { input: promotionInput, output: promotionOutput },
    async action({ input, credentials }) {
      return asked(api, credentials, '', requestOf('promotion', input));
    },
  });

  registry.register({
    name: 'list-rollback-candidates',
    title: 'List Rollback Candidates',
    description:
      'The releases that were healthy in an environment before, the newest first: what it can go back to.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          component: z.string(),
          environment: z.string(),
          cluster: z.string().optional(),
        }),
      output: z =>
        z.object({
          present: z.string().optional(),
          candidates: z.array(
            z.object({
              version: z.string(),
              healthyAt: z.string(),
              at: z.string(),
              by: z.string(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { component, ...query } = input;
      const output = await api.ask(credentials, {
        path: `/components/${encodeURIComponent(component)}/rollbacks`,
        query,
        reply: rollbackCandidatesResponseSchema,
      });
      return { output };
    },
  });

  registry.register({
    name: 'roll-back-release',
    title: 'Roll Back Release',
    description:
      'Goes back to an earlier release that was healthy in an environment, and holds forward promotion until release-hold.',
    attributes: REPLACES,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: { input: targetInput, output: promotionOutput },
    async action({ input, credentials }) {
      return asked(api, credentials, '', requestOf('rollback', input));
    },
  });
}
