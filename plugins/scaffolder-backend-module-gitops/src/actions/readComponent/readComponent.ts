import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseOverlayName } from '@slipway/plugin-gitops-common';
import { dataVariants } from '../../changes/dataOptions';
import { planOverlays } from '../../changes/newOverlays';
import type { ChangeActionOptions } from '../../component/changeActionOptions';
import { openComponent, overlaysOf } from '../../component/openComponent';
import { templateValues } from '../../component/templateValues';
import { toDomainError } from '../../forge/forgeErrors';
import { examples } from './readComponent.examples';

/**
 * `gitops:read-component`: reads a component that exists, for templates that
 * change it: what its own template was given, so that nobody is asked again,
 * and what of it has to be rendered for the change.
 */
export function createReadComponentAction(options: ChangeActionOptions) {
  return createTemplateAction({
    id: 'gitops:read-component',
    description:
      'Reads what a component was created with, and refuses people who do not own it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z =>
          z.string().max(400).describe("Reference of the component's entity."),
        overlays: z =>
          z
            .array(z.string().max(63))
            .max(100)
            .describe('Overlays to add, to learn which ones to render.')
            .optional(),
        data: z =>
          z
            .enum(['postgresql', 'redis'])
            .describe('What to add, to learn what to render.')
            .optional(),
      },
      output: {
        name: z => z.string(),
        owner: z => z.string().describe('Slug of the owning team.'),
        repository: z => z.string().describe('`OWNER/NAME`.'),
        template: z =>
          z
            .enum(['app-base-go-react', 'app-base-ts'])
            .describe('Where its manifests come from.'),
        values: z =>
          z
            .record(z.union([z.string(), z.boolean()]))
            .describe('What the template was given.'),
        overlays: z =>
          z
            .array(z.object({ name: z.string(), environment: z.string() }))
            .describe('Overlays that it has.'),
        newOverlays: z =>
          z
            .array(z.object({ name: z.string(), environment: z.string() }))
            .describe('Overlays that the template has to render.'),
        variants: z =>
          z
            .array(
              z.object({
                directory: z.string(),
                postgresql: z.boolean(),
                redis: z.boolean(),
              }),
            )
            .describe('Without and with what is to be added.'),
        variantOverlays: z =>
          z
            .array(
              z.object({
                directory: z.string(),
                postgresql: z.boolean(),
                redis: z.boolean(),
                name: z.string(),
                environment: z.string(),
              }),
            )
            .describe('Every overlay in every variant.'),
      },
    },
    async handler(ctx) {
      const { component: ref, overlays = [], data } = ctx.input;
      try {
        const component = await openComponent(options, ctx, ref);
        const { described, environments } = component;
        const { template, ...values } = await templateValues(
          component,
          options.settings,
        );
        const present = overlaysOf(component);
        const existing = present.flatMap(name => {
          const known = parseOverlayName(environments, described.name, name);
          return known ? [{ name, environment: known.environment }] : [];
        });
        const plan = planOverlays(
          environments,
          described.name,
          present,
          overlays,
        );
        const variants = data
          ? dataVariants({ template, ...values }, data)
          : [];
        ctx.output('name', described.name);
        ctx.output('owner', described.owner);
        ctx.output('repository', described.repository);
        ctx.output('template', template);
        ctx.output('values', { ...values });
        ctx.output('overlays', existing);
        ctx.output(
          'newOverlays',
          plan.added
            .filter(({ origin }) => origin === 'template')
            .map(({ name, overlay }) => ({
              name,
              environment: overlay.environment,
            })),
        );
        ctx.output('variants', variants);
        ctx.output(
          'variantOverlays',
          variants.flatMap(variant =>
            existing.map(overlay => ({ ...variant, ...overlay })),
          ),
        );
      } catch (error) {
        throw toDomainError(
          error,
          `reading ${ref}`,
          'Nothing was created; retry the task.',
        );
      }
    },
  });
}
