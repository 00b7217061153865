import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { plain } from '../portal/text.ts';
import { ExitCode, Problem } from '../problem.ts';
import { deferred } from '../supervisor/deferred.ts';

const PATIENCE_MS = 5 * 60_000;
const PAGE = { 'content-type': 'text/plain; charset=utf-8' };

/** Where the browser brings the code of a consent. */
export interface Callback {
  readonly url: string;
  /** The code; rejects if the person says no, or nothing for five minutes. */
  code(): Promise<string>;
  close(): void;
}

/**
 * Listens on the loopback interface for one answer.
 *
 * @param state - what the answer must carry; any other is of another question, and is not heard
 */
export async function listenForCallback(state: string): Promise<Callback> {
  const answer = deferred<string>();
  // Whoever waits hears of it; nobody may be waiting yet.
  answer.promise.catch(() => {});
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { searchParams: query } = url;
    if (url.pathname !== '/callback' || query.get('state') !== state) {
      response.writeHead(404, PAGE).end('This is not what is waited for.\n');
      return;
    }
    const code = query.get('code');
    if (code) {
      response
        .writeHead(200, PAGE)
        .end('Signed in. You can close this.\n', () => answer.resolve(code));
      return;
    }
    const reason =
      query.get('error_description') ?? query.get('error') ?? 'no code came';
    const refusal = new Problem(`You are not signed in: ${plain(reason)}`, {
      exitCode: ExitCode.notSignedIn,
    });
    response
      .writeHead(200, PAGE)
      .end('Not signed in. You can close this.\n', () =>
        answer.reject(refusal),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callback`,
    async code() {
      const waiting = new AbortController();
      const late = sleep(PATIENCE_MS, undefined, {
        signal: waiting.signal,
      }).then(() => {
        throw new Problem(
          'Nobody agreed in the browser for five minutes; run ./slipway login again',
          { exitCode: ExitCode.timedOut },
        );
      });
      try {
        return await Promise.race([answer.promise, late]);
      } finally {
        waiting.abort();
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
