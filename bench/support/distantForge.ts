import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { GithubLimits } from './githubLimits.ts';

/** Somewhere between a client and the forge: as far away as GitHub is, and as strict if it shall be. */
export class DistantForge {
  readonly url: string;
  /** Calls of REST and GraphQL since it was last set; fetches of Git are none. */
  calls = 0;
  /** Of these, how many were refused because of the limits. */
  refused = 0;
  /** Whether GitHub's secondary limits are enforced. */
  isStrict = false;
  readonly limits = new GithubLimits();
  readonly #forge: URL;
  readonly #latencyMs: number;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #stop: () => Promise<void>;
  #open = 0;

  static async start(forge: string, latencyMs: number): Promise<DistantForge> {
    const server = createServer((request, response) => {
      distant.#answer(request, response).catch(() => response.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const distant = new DistantForge(
      `http://localhost:${port}`,
      new URL(forge),
      latencyMs,
      async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    );
    return distant;
  }

  private constructor(
    url: string,
    forge: URL,
    latencyMs: number,
    stop: () => Promise<void>,
  ) {
    this.url = url;
    this.#forge = forge;
    this.#latencyMs = latencyMs;
    this.#stop = stop;
  }

  async stop(): Promise<void> {
    await this.#stop();
    this.#agent.destroy();
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const isRest = url.startsWith('/api/v3/');
    if (isRest || url.startsWith('/api/graphql')) this.calls += 1;
    this.#open += 1;
    try {
      await pause(this.#latencyMs);
      const seconds =
        isRest && this.isStrict
          ? this.limits.take(method, this.#open)
          : undefined;
      if (seconds !== undefined) {
        this.refused += 1;
        refuse(response, seconds);
        request.resume();
        return;
      }
      const { hostname, port, host } = this.#forge;
      const upstream = ask({
        agent: this.#agent,
        hostname,
        port,
        path: url,
        method,
        headers: { ...headers, host },
      });
      const [[reply]] = await Promise.all([
        once(upstream, 'response') as Promise<[IncomingMessage]>,
        pipeline(request, upstream),
      ]);
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      await pipeline(reply, response);
    } finally {
      this.#open -= 1;
    }
  }
}

/** In GitHub's words. */
function refuse(response: ServerResponse, seconds: number): void {
  response.writeHead(403, {
    'content-type': 'application/json',
    'retry-after': String(seconds),
  });
  response.end(
    JSON.stringify({
      message:
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      documentation_url:
        'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    }),
  );
}
