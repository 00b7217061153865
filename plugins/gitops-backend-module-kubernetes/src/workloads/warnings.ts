import type { WarningEvent } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

const MAX_MESSAGE = 1_000;
const MAX_WARNINGS = 100;
const HOUR_MS = 60 * 60 * 1000;

const time = z.iso.datetime({ offset: true }).nullish();

/** An event of the API. */
export const eventSchema = z.object({
  metadata: z.object({
    name: z.string().optional(),
    namespace: z.string().optional(),
    creationTimestamp: time,
  }),
  involvedObject: z.object({
    kind: z.string().default(''),
    name: z.string().default(''),
  }),
  reason: z.string().default(''),
  message: z.string().default(''),
  count: z.int().nullish(),
  lastTimestamp: time,
  eventTime: time,
  series: z
    .object({ count: z.int().nullish(), lastObservedTime: time })
    .nullish(),
});

/** Reply of the API to a question for events. */
export const eventListSchema = z.object({ items: z.array(eventSchema) });

/** What is shown of an event; undefined if nobody knows when it was. */
export function toWarning(
  event: z.infer<typeof eventSchema>,
): WarningEvent | undefined {
  // Which of them an event has depends on who reports it.
  const lastSeenAt =
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.metadata.creationTimestamp;
  return lastSeenAt
    ? {
        object: event.involvedObject,
        reason: event.reason,
        message: event.message.slice(0, MAX_MESSAGE),
        count: Math.max(event.series?.count ?? event.count ?? 1, 1),
        lastSeenAt,
      }
    : undefined;
}

/** The warnings of the last hour, the newest first. */
export function newestWarnings(
  warnings: Iterable<WarningEvent | undefined>,
  now: Date,
): WarningEvent[] {
  const begin = now.getTime() - HOUR_MS;
  return [...warnings]
    .filter(one => one !== undefined)
    .filter(one => Date.parse(one.lastSeenAt) >= begin)
    .sort((a, b) => Date.parse(b.lastSeenAt) - Date.parse(a.lastSeenAt))
    .slice(0, MAX_WARNINGS);
}
