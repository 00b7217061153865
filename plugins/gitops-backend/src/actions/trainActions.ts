import { gitopsDeliveryReadPermission } from '@slipway/plugin-gitops-common';
import { asked, previewed } from './askPromotions';
import { READS, REPLACES, SETS } from './attributes';
import { previewOutput, promotionOutput, trainInput } from './promotionSchemas';
import type { ActionTools } from './registerActions';

/** Bringing several components together, in one pull request. */
export function registerTrainActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'preview-train',
    title: 'Preview Train',
    description:
      'What bringing releases of several components into an environment together would do, and what each gate says to it. Nothing is written. Ask for this before promote-train.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: { input: trainInput, output: previewOutput },
    async action({ input, credentials }) {
      return previewed(api, credentials, { kind: 'train', ...input });
    },
  });

  registry.register({
    name: 'promote-train',
    title: 'Promote Train',
    description:
      'Brings releases of several components into an environment together, in one pull request. Components can be taken out with take-out-of-train until it is merged; follow it with get-promotion.',
    attributes: REPLACES,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: { input: trainInput, output: promotionOutput },
    async action({ input, credentials }) {
      return asked(api, credentials, '', { kind: 'train', ...input });
    },
  });

  registry.register({
    name: 'take-out-of-train',
    title: 'Take Out of Train',
    description:
      'Takes a component out of a train that is not merged; the others go on without it. The last one cannot be taken out: use cancel-promotion.',
    attributes: SETS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          id: z.string().describe('The train, as list-promotions says it'),
          component: z.string(),
          reason: z.string().min(1).max(500).describe('Why, for the log'),
        }),
      output: promotionOutput,
    },
    async action({ input, credentials }) {
      const { id, ...body } = input;
      return asked(
        api,
        credentials,
        `/${encodeURIComponent(id)}/take-out`,
        body,
      );
    },
  });
}
