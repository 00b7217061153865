import type { z } from 'zod';
import { withPatience } from '../output/patience.ts';
import { ExitCode, Problem } from '../problem.ts';
import type { PortalSession } from '../session/session.ts';
import { refusalOf } from './refusals.ts';
import { type PortalRequest, readReply, send } from './send.ts';

/** What to ask, and what the reply has to look like. */
export interface Question<T> {
  /** From `/api` on; its parts are encoded already. */
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  reply: z.ZodType<T>;
  timeoutMs?: number;
}

/** Asks a portal in the name of whoever is signed in. */
export class PortalClient {
  readonly #session: PortalSession;

  constructor(session: PortalSession) {
    this.#session = session;
  }

  get portal(): string {
    return this.#session.portal;
  }

  /** Asks a question; every reply that is no answer is a {@link Problem}. */
  async ask<T>(question: Question<T>): Promise<T> {
    const { path, method, query, body, reply, timeoutMs } = question;
    const { response, data } = await withPatience(
      `Waiting for ${this.portal}`,
      this.#send({
        path: path + queryString(query),
        method,
        body,
        timeoutMs,
      }),
    );
    if (response.status === 401) throw this.#session.notSignedIn();
    if (!response.ok) throw refusalOf(this.portal, response.status, data);
    const parsed = reply.safeParse(data);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Problem(
      `The portal at ${this.portal} answers ${path} otherwise than this command line knows (${issue?.path.join('.') || 'reply'}: ${issue?.message}); use the one of its version`,
      { cause: parsed.error, exitCode: ExitCode.unreachable },
    );
  }

  async #send(request: Omit<PortalRequest, 'portal' | 'token'>) {
    const token = await this.#session.token();
    const response = await send({ portal: this.portal, token, ...request });
    return { response, data: await readReply(this.portal, response) };
  }
}

function queryString(query: Question<unknown>['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.size > 0 ? `?${params}` : '';
}
