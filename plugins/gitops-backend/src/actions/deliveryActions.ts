import {
  boardResponseSchema,
  type CellState,
  cellStateSchema,
  componentDeliverySchema,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import { READS } from './attributes';
import type { ActionTools } from './registerActions';

const PROBLEMS: readonly CellState[] = cellStateSchema.exclude([
  'synced',
  'progressing',
  'not-deployed',
]).options;

/** What runs where, and what of it is not well. */
export function registerDeliveryActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'get-delivery-status',
    title: 'Get Delivery Status',
    description:
      'What of a component runs in each environment on each cluster: the version that Git wants, the one that was synced, the state, and what is wrong. Only the state "synced" is good; "unreachable", "stale", "forbidden" and "unknown" mean that nobody can tell.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z => z.object({ component: z.string().describe('Its name') }),
      output: z =>
        z.object({
          known: z.boolean().describe('Whether the GitOps repository has it'),
          cells: z.array(
            z.object({
              environment: z.string(),
              cluster: z.string(),
              state: z.string(),
              message: z.string().optional(),
              desiredVersion: z.string().optional(),
              syncedVersion: z.string().optional(),
              changedAt: z.string().optional(),
              changedBy: z.string().optional(),
              observedAt: z.string().optional(),
            }),
          ),
          openPullRequests: z.array(
            z.object({ number: z.number(), title: z.string() }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const delivery = await api.ask(credentials, {
        path: `/components/${encodeURIComponent(input.component)}/delivery`,
        reply: componentDeliverySchema,
      });
      return {
        output: {
          known: delivery.known,
          cells: delivery.environments.flatMap(({ name, cells }) =>
            cells.map(({ cluster, state, message, desired, ...cell }) => ({
              environment: name,
              cluster,
              state,
              message,
              desiredVersion: desired?.version,
              syncedVersion: cell.synced?.version,
              changedAt: desired?.committedAt,
              changedBy: desired?.author,
              observedAt: cell.observedAt,
            })),
          ),
          openPullRequests: delivery.pullRequests.map(({ number, title }) => ({
            number,
            title,
          })),
        },
      };
    },
  });

  registry.register({
    name: 'list-delivery-problems',
    title: 'List Delivery Problems',
    description:
      'Components that are degraded, drifted, or of which nobody can tell how they are, the gravest first. Components that the person may not see are left out.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          owner: z
            .string()
            .optional()
            .describe('Reference of a Group, as in group:default/team-shop'),
          system: z.string().optional().describe('Reference of a System'),
          environment: z.string().optional(),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          total: z.number().describe('Components with a problem'),
          components: z.array(
            z.object({
              component: z.string(),
              owner: z.string().optional(),
              problems: z.array(
                z.object({
                  environment: z.string(),
                  cluster: z.string(),
                  state: z.string(),
                  message: z.string().optional(),
                  version: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { rows, total } = await api.ask(credentials, {
        path: '/board',
        query: { ...input, state: PROBLEMS.join() },
        reply: boardResponseSchema,
      });
      return {
        output: {
          total,
          components: rows.map(({ component, owner: team, cells }) => ({
            component,
            owner: team,
            problems: cells.flatMap(cell =>
              cell.clusters
                .filter(({ state }) => PROBLEMS.includes(state))
                .map(one => ({ environment: cell.environment, ...one })),
            ),
          })),
        },
      };
    },
  });
}
