import { GITOPS_LABELS } from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { applicationSchema } from './applicationList';

const FIELDS = [
  'result.type',
  ...[
    'metadata.name',
    'metadata.namespace',
    'metadata.labels',
    'status.sync.status',
    'status.sync.revision',
    'status.health',
    'status.summary.images',
    'status.conditions',
    'status.operationState.phase',
    'status.operationState.message',
    'status.operationState.finishedAt',
  ].map(field => `result.application.${field}`),
];

/**
 * Address of the stream. With a `resourceVersion`, Argo CD does not begin with all Applications, which a list tells
 * better: a stream does not say when it has told all. With `fields`, it leaves out also events that change
 * nothing of them.
 */
export const STREAM_PATH = `/api/v1/stream/applications?${new URLSearchParams({
  selector: GITOPS_LABELS.component,
  resourceVersion: '0',
  fields: FIELDS.join(','),
})}`;

/** Address of the list. Its `fields` do not know the revision, so that it is asked for whole. */
export const LIST_PATH = `/api/v1/applications?${new URLSearchParams({
  selector: GITOPS_LABELS.component,
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
