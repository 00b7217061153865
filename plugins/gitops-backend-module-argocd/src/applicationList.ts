import {
  type ArgoDetail,
  GITOPS_LABELS,
  healthStatusSchema,
  type ObservedApplication,
  syncStatusSchema,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });

/** Argo CD's words grow with its versions; one that is not known is `Unknown`, which is never good. */
const syncStatus = syncStatusSchema.catch('Unknown');
const healthStatus = healthStatusSchema.catch('Unknown');

/** What is read of an Application. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).nullish(),
  }),
  spec: z
    .object({
      source: z
        .object({ repoURL: z.string(), path: z.string().optional() })
        .optional(),
      destination: z
        .object({
          server: z.string().optional(),
          name: z.string().optional(),
          namespace: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  status: z
    .object({
      sync: z
        .object({ status: syncStatus, revision: z.string().optional() })
        .optional(),
      health: z
        .object({ status: healthStatus, message: z.string().optional() })
        .optional(),
      summary: z.object({ images: z.array(z.string()).nullish() }).optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            message: z.string(),
            lastTransitionTime: time.optional(),
          }),
        )
        .nullish(),
      operationState: z
        .object({
          phase: z
            .enum(['Running', 'Terminating', 'Succeeded', 'Failed', 'Error'])
            .optional()
            .catch(undefined),
          message: z.string().optional(),
          startedAt: time.optional(),
          finishedAt: time.optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Reply of `GET /api/v1/applications`. An empty list is `null`. */
export const applicationListSchema = z.object({
  items: z.array(applicationSchema).nullish(),
});

/** Longest message that is passed on, in characters. */
export const MAX_MESSAGE = 500;

/** Conditions that are kept. */
const MAX_CONDITIONS = 10;

/** An Application and where Argo CD keeps it. */
export interface ListedApplication {
  /** Tells it apart from others of its name. */
  key: string;
  namespace?: string;
  /** Undefined if it is not of a component. */
  application?: ObservedApplication;
}

/**
 * An Application of Argo CD in the words of the plugin.
 *
 * @param webUrl - where people open Argo CD, if anywhere
 */
export function toListedApplication(
  { metadata, spec, status }: z.infer<typeof applicationSchema>,
  webUrl?: string,
): ListedApplication {
  const { namespace } = metadata;
  const key = `${namespace ?? ''}/${metadata.name}`;
  const component = metadata.labels?.[GITOPS_LABELS.component];
  const environment = metadata.labels?.[GITOPS_LABELS.environment];
  if (!component || !environment) {
    return { key, namespace };
  }
  const { operationState: operation } = status ?? {};
  return {
    key,
    namespace,
    application: {
      name: metadata.name,
      component,
      environment,
      sync: status?.sync?.status ?? 'Unknown',
      health: status?.health?.status ?? 'Unknown',
      revision: status?.sync?.revision || undefined,
      images: status?.summary?.images ?? [],
      operation: operation?.phase,
      lastSyncedAt:
        operation?.phase === 'Succeeded' ? operation.finishedAt : undefined,
      message: messageOf(status),
      url:
        webUrl &&
        `${webUrl}/applications/${encodeURIComponent(
          namespace ?? 'argocd',
        )}/${encodeURIComponent(metadata.name)}`,
      argo: detailOf({ metadata, spec, status }),
    },
  };
}

/** What a list says of an Application, with what it leaves out, if that is still so. */
export function withKnown(
  listed: ObservedApplication,
  known: ObservedApplication | undefined,
): ObservedApplication {
  const same =
    known?.sync === listed.sync &&
    known.health === listed.health &&
    known.operation === listed.operation &&
    known.lastSyncedAt === listed.lastSyncedAt;
  return same
    ? {
        ...listed,
        revision: listed.revision ?? known.revision,
        message: listed.message ?? known.message,
        argo: listed.argo ?? known.argo,
      }
    : listed;
}

/** Undefined without the source, which a list leaves out. */
function detailOf({
  metadata: { namespace },
  spec,
  status,
}: z.infer<typeof applicationSchema>): ArgoDetail | undefined {
  if (!namespace || !spec?.source || !spec.destination) {
    return undefined;
  }
  const { phase, startedAt, finishedAt } = status?.operationState ?? {};
  return {
    namespace,
    source: spec.source,
    destination: spec.destination,
    conditions: status?.conditions
      ?.slice(0, MAX_CONDITIONS)
      .map(one => ({ ...one, message: one.message.slice(0, MAX_MESSAGE) })),
    operationState: startedAt ? { phase, startedAt, finishedAt } : undefined,
  };
}

/** Conditions come first: an error there is why the rest is as it is. */
function messageOf(
  status: z.infer<typeof applicationSchema>['status'],
): string | undefined {
  const condition = status?.conditions?.find(({ type }) =>
    type.endsWith('Error'),
  );
  const failed = ['Failed', 'Error'].includes(
    status?.operationState?.phase ?? '',
  );
  const message =
    condition?.message ??
    (failed ? status?.operationState?.message : undefined) ??
    status?.health?.message;
  return message?.slice(0, MAX_MESSAGE);
}
