import { setTimeout as delay } from 'node:timers/promises';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './awaitEntity.examples';

/** What `gitops:await-entity` is made from. */
export interface AwaitEntityActionOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  /** Between two looks, in milliseconds. */
  pollIntervalMs?: number;
}

const POLL_INTERVAL_MS = 300;
const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * `gitops:await-entity`: waits until the catalog shows an entity. A registered
 * location is processed in the background, seconds later, and until then the
 * page that the task links to says that the entity does not exist.
 *
 * A catalog that is slow fails no task: everything is created by then, and the
 * entity still comes.
 */
export function createAwaitEntityAction(options: AwaitEntityActionOptions) {
  const { catalog, pollIntervalMs = POLL_INTERVAL_MS } = options;
  return createTemplateAction({
    id: 'gitops:await-entity',
    description:
      'Waits until the catalog shows an entity, so that links to it work.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().max(400).describe('Reference of the entity.'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(600)
            .optional()
            .describe(
              `How long to wait; ${DEFAULT_TIMEOUT_SECONDS} by default.`,
            ),
      },
      output: {
        found: z =>
          z.boolean().describe('Whether the catalog shows it by now.'),
      },
    },
    async handler(ctx) {
      const { entityRef, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const deadline = Date.now() + timeoutSeconds * 1000;
      const isShown = async () =>
        (await catalog.getEntityByRef(entityRef, { credentials })) !==
        undefined;

      let found = await isShown();
      // Nothing registers it in a dry run, so there is nothing to wait for.
      while (!found && !ctx.isDryRun && Date.now() < deadline) {
        await delay(pollIntervalMs, undefined, { signal: ctx.signal });
        found = await isShown();
      }
      if (!found && !ctx.isDryRun) {
        ctx.logger.warn(
          `The catalog does not show ${entityRef} after ${timeoutSeconds} s; it appears by itself once the catalog has read its file.`,
        );
      }
      ctx.output('found', found);
    },
  });
}
