import { GITOPS_LABELS } from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { applicationSchema } from './applicationList';

/** What a list can be asked for; it does not know the revision, nor why something is wrong. */
const LIST_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'status.sync.status',
  'status.health',
  'status.summary',
  'status.operationState.phase',
  'status.operationState.finishedAt',
];

const STREAM_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'spec.source.repoURL',
  'spec.source.path',
  'spec.destination',
  'status.sync.status',
  'status.sync.revision',
  'status.health',
  'status.summary.images',
  'status.conditions',
  'status.operationState.phase',
  'status.operationState.message',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
];

/**
 * Address of the stream. It begins with all Applications, but does not say when it has told all. With `fields`, Argo
 * CD leaves out also events that change nothing of them.
 */
export const STREAM_PATH = `/api/v1/stream/applications?${new URLSearchParams({
  selector: GITOPS_LABELS.component,
  fields: [
    'result.type',
    ...STREAM_FIELDS.map(field => `result.application.${field}`),
  ].join(','),
})}`;

/** Address of the list. Whole Applications would be ten times as much. */
export const LIST_PATH = `/api/v1/applications?${new URLSearchParams({
  selector: GITOPS_LABELS.component,
  fields: LIST_FIELDS.map(field => `items.${field}`).join(','),
})}`;

const eventSchema = z.object({
  result: z.object({
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
    application: applicationSchema,
  }),
});

/** Something that happened to an Application. */
export type ApplicationEvent = z.infer<typeof eventSchema>['result'];

/**
 * The event in a line of the stream.
 *
 * @returns undefined if the line is a sign of life only
 * @throws `TypeError` if the line is neither
 */
export function parseEvent(line: string): ApplicationEvent | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith(':')) {
    return undefined;
  }
  const parsed = eventSchema.safeParse(json(text.replace(/^data: ?/, '')));
  if (!parsed.success) {
    throw new TypeError(
      'The stream of Applications has a line that is no event',
    );
  }
  return parsed.data.result;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
