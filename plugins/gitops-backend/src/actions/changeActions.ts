import {
  changesResponseSchema,
  gitopsDeliveryReadPermission,
  releasesResponseSchema,
} from '@slipway/plugin-gitops-common';
import { READS } from './attributes';
import type { ActionTools } from './registerActions';

/** What changed, and what could be brought somewhere. */
export function registerChangeActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'list-version-changes',
    title: 'List Version Changes',
    description:
      'The log of releases that reached or left environments, the newest first: from which to which version, where, when, by whom, and with what result on each cluster.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          component: z.string().optional(),
          environment: z.string().optional(),
          cluster: z.string().optional(),
          from: z
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('Only since then, as 2026-01-31T00:00:00Z'),
          limit: z.number().int().min(1).max(200).default(20),
        }),
      output: z =>
        z.object({
          changes: z.array(
            z.object({
              kind: z.string(),
              component: z.string(),
              environment: z.string(),
              clusters: z.array(z.string()),
              from: z.string().optional(),
              to: z.string().optional(),
              at: z.string(),
              by: z.string(),
              pullRequest: z.number().optional(),
              results: z.record(
                z.object({
                  healthyAt: z.string().optional(),
                  failedAt: z.string().optional(),
                  recoveredAt: z.string().optional(),
                  message: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { changes } = await api.ask(credentials, {
        path: '/changes',
        query: input,
        reply: changesResponseSchema,
      });
      return {
        output: {
          changes: changes.map(change => ({
            ...change,
            by: change.requestedBy ?? change.by,
            pullRequest: change.pullRequest?.number,
          })),
        },
      };
    },
  });

  registry.register({
    name: 'list-releases',
    title: 'List Releases',
    description:
      'The releases of a component that its CI reported, the newest first. Each can be promoted by its version.',
    attributes: READS,
    visibilityPermission: gitopsDeliveryReadPermission,
    schema: {
      input: z =>
        z.object({
          component: z.string(),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          releases: z.array(
            z.object({
              version: z.string(),
              createdAt: z.string(),
              commit: z.string(),
              repository: z.string(),
              digest: z.string(),
              workflowRunUrl: z.string().optional(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { releases } = await api.ask(credentials, {
        path: '/releases',
        query: input,
        reply: releasesResponseSchema,
      });
      return {
        output: {
          releases: releases.map(({ source, ...release }) => ({
            ...release,
            commit: source.commit,
            repository: source.repository,
          })),
        },
      };
    },
  });
}
