import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode, Problem } from '../problem.ts';
import type { TemplateValues } from './values.ts';

const RETRY_AFTER_MS = 2000;

const eventsSchema = z.array(
  z.looseObject({
    id: z.number(),
    type: z.string(),
    body: z.looseObject({
      message: z.string().optional(),
      output: z
        .looseObject({
          links: z
            .array(
              z.looseObject({
                title: z.string().optional(),
                url: z.string().optional(),
              }),
            )
            .optional(),
        })
        .optional(),
      error: z.looseObject({ message: z.string() }).optional(),
    }),
  }),
);

/** How a task ended. */
export interface TaskEnd {
  task: string;
  status: 'completed' | 'failed' | 'cancelled';
  error?: string;
  links: { title: string; url: string }[];
}

/** Starts a template; resolves to the id of its task. */
export async function startTask(
  portal: PortalClient,
  template: string,
  values: TemplateValues,
): Promise<string> {
  const { id } = await portal.ask({
    method: 'POST',
    path: '/api/scaffolder/v2/tasks',
    body: { templateRef: template, values },
    reply: z.looseObject({ id: z.string() }),
  });
  return id;
}

/** Follows a task to its end; its log goes to `write`, line by line. */
export async function followTask(
  portal: PortalClient,
  task: string,
  write: (line: string) => void,
  seconds: number,
): Promise<TaskEnd> {
  const deadline = Date.now() + seconds * 1000;
  let after: number | undefined;
  for (;;) {
    for (const event of await eventsAfter(portal, task, after)) {
      after = event.id;
      const { message = '', output, error } = event.body;
      for (const line of message.split('\n')) {
        if (line.trim()) write(plain(line));
      }
      if (event.type === 'completion' || event.type === 'cancelled') {
        return {
          task,
          status: statusOf(event.type, error),
          ...(error && { error: plain(error.message) }),
          links: (output?.links ?? []).flatMap(({ title, url }) =>
            url ? [{ title: plain(title ?? url), url: plain(url) }] : [],
          ),
        };
      }
    }
    if (Date.now() > deadline) {
      throw new Problem(
        `Task ${task} still runs; see ${portal.portal}/create/tasks/${task}`,
        { exitCode: ExitCode.timedOut },
      );
    }
  }
}

/** The last event of a task names no status; only one that failed has an error. */
function statusOf(type: string, error: object | undefined): TaskEnd['status'] {
  if (type === 'cancelled') return 'cancelled';
  return error ? 'failed' : 'completed';
}

/** The portal holds the answer back until there is something new, for half a minute at most. */
async function eventsAfter(
  portal: PortalClient,
  task: string,
  after: number | undefined,
): Promise<z.infer<typeof eventsSchema>> {
  try {
    return await portal.ask({
      path: `/api/scaffolder/v2/tasks/${encodeURIComponent(task)}/events`,
      query: { after },
      reply: eventsSchema,
    });
  } catch (error) {
    // The task goes on after a restart of the portal.
    if (error instanceof Problem && error.exitCode === ExitCode.unreachable) {
      process.stderr.write(`${error.message}\n`);
      await sleep(RETRY_AFTER_MS);
      return [];
    }
    throw error;
  }
}
