import { ExitCode, Problem } from '../problem.ts';
import { plain } from './text.ts';

const TIMEOUT_MS = 60_000;
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

/** One request to a portal. */
export interface PortalRequest {
  /** Address of the portal, without a slash at its end. */
  portal: string;
  /** From `/api` on. */
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  token?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Sends a request. Redirects are not followed, because they could take the token elsewhere. */
export async function send(request: PortalRequest): Promise<Response> {
  const { portal, path, method = 'GET', body, token, signal } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  try {
    return await fetch(`${portal}${path}`, {
      method,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable(portal, cause);
  }
}

/** The reply as data; undefined if it is empty. */
export async function readReply(
  portal: string,
  response: Response,
): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.byteLength;
      if (length > MAX_REPLY_BYTES) {
        throw new Problem(`The portal at ${portal} answers with too much`, {
          exitCode: ExitCode.unreachable,
        });
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof Problem ? cause : unreachable(portal, cause);
  }
  if (length === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new Problem(
      `What answers at ${portal} is no portal (status ${response.status}, no JSON); check the address`,
      { cause, exitCode: ExitCode.unreachable },
    );
  }
}

/** Nothing came back. */
export function unreachable(portal: string, cause: unknown): Problem {
  return new Problem(
    `The portal at ${portal} cannot be reached: ${reasonOf(cause)}; check the address and the network`,
    { cause, exitCode: ExitCode.unreachable },
  );
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no answer';
  if (cause.name === 'TimeoutError') return 'it takes too long to answer';
  // fetch only says that it failed; why is one level down.
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  return plain(inner.message || String((inner as NodeJS.ErrnoException).code));
}
