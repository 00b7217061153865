import { z } from 'zod';
import { ExpiredError } from './ExpiredError';

const GONE = 410;

const pageSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().min(1),
    continue: z.string().optional(),
  }),
  items: z.array(z.unknown()),
});

const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']),
    object: z.looseObject({
      metadata: z.looseObject({ resourceVersion: z.string().min(1) }),
    }),
  }),
  z.object({
    type: z.literal('ERROR'),
    object: z.object({ code: z.int().optional() }),
  }),
]);

/** A page of a list. */
export type ListPage = z.infer<typeof pageSchema>;

/** What a line of a watch says. */
export type WatchEvent = Exclude<
  z.infer<typeof eventSchema>,
  { type: 'ERROR' }
>;

/** @throws `TypeError` if it is none */
export function parsePage(reply: unknown): ListPage {
  const parsed = pageSchema.safeParse(reply);
  if (!parsed.success) {
    throw new TypeError('What was answered is no list');
  }
  return parsed.data;
}

/** @throws `ExpiredError` if the watch has to begin anew, `TypeError` if the line is no event */
export function parseWatchEvent(line: string): WatchEvent {
  const parsed = eventSchema.safeParse(json(line));
  if (!parsed.success) {
    throw new TypeError('A line of the watch is no event');
  }
  if (parsed.data.type === 'ERROR') {
    throw parsed.data.object.code === GONE
      ? new ExpiredError('The watch fell behind')
      : new Error(`The watch failed with ${parsed.data.object.code}`);
  }
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
