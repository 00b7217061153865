import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ENVIRONMENTS, FIRST_VERSION } from './statusFleet.ts';

const SIGN_OF_LIFE_MS = 15_000;
/** Bytes that a real Application has beyond what is shown of it: its spec, resources and history. */
const BALLAST = 'x'.repeat(6_000);

/**
 * As much of Argo CD's API as backends of Backstage ask: lists, by selector and with fields, and the stream. It
 * answers after some time, counts what it is asked, and hangs on demand.
 */
export class StatusUpstream {
  /** Requests since it was last set. */
  calls = 0;
  isHanging = false;
  readonly url: string;
  /** Commit that all Applications are synced to. */
  readonly #revision: string;
  readonly #applications: ReadonlyMap<string, string[]>;
  readonly #streams = new Set<ServerResponse>();
  readonly #stop: () => Promise<void>;

  static async start(
    components: readonly string[],
    revision: string,
    latencyMs: number,
  ): Promise<StatusUpstream> {
    const server = createServer((request, response) => {
      upstream.calls += 1;
      setTimeout(
        () => upstream.#answer(request.url ?? '/', response),
        latencyMs,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const upstream = new StatusUpstream(
      components,
      revision,
      `http://127.0.0.1:${port}`,
      async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    );
    return upstream;
  }

  private constructor(
    components: readonly string[],
    revision: string,
    url: string,
    stop: () => Promise<void>,
  ) {
    this.url = url;
    this.#revision = revision;
    this.#stop = stop;
    this.#applications = new Map(
      components.map(name => [
        name,
        ENVIRONMENTS.map(environment =>
          JSON.stringify(applicationOf(name, environment, 'Healthy', revision)),
        ),
      ]),
    );
  }

  /** Says on all streams that the health of an Application changed. */
  say(component: string, environment: string, health: string): void {
    const application = applicationOf(
      component,
      environment,
      health,
      this.#revision,
    );
    const event = JSON.stringify({ result: { type: 'MODIFIED', application } });
    this.#streams.forEach(stream => stream.write(`data: ${event} \n\n`));
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  #answer(path: string, response: ServerResponse): void {
    if (this.isHanging) return;
    const { pathname, searchParams } = new URL(path, this.url);
    if (pathname === '/api/v1/stream/applications') {
      this.#stream(response);
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (pathname === '/api/version') {
      response.end('{"Version":"v3.2.6"}');
      return;
    }
    if (pathname.endsWith('/resource-tree')) {
      response.end('{"nodes":[]}');
      return;
    }
    const [, wanted] = (searchParams.get('selector') ?? '').split('=');
    const applications =
      wanted === undefined
        ? [...this.#applications.values()].flat()
        : (this.#applications.get(wanted) ?? []);
    // With fields, it is as little as Argo CD makes of it.
    const items = searchParams.has('fields')
      ? applications.map(withoutBallast)
      : applications;
    response.end(`{"items":[${items.join(',')}]}`);
  }

  #stream(response: ServerResponse): void {
    // Who is gone already is not heard to go.
    if (response.destroyed) return;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#streams.add(response);
    const alive = setInterval(() => {
      if (!this.isHanging) response.write(':\n');
    }, SIGN_OF_LIFE_MS);
    response.once('close', () => {
      clearInterval(alive);
      this.#streams.delete(response);
    });
    for (const text of [...this.#applications.values()].flat()) {
      response.write(
        `data: {"result":{"type":"ADDED","application":${withoutBallast(text)}}} \n\n`,
      );
    }
  }
}

function withoutBallast(application: string): string {
  return application.replace(BALLAST, '');
}

function applicationOf(
  component: string,
  environment: string,
  health: string,
  revision: string,
): object {
  return {
    metadata: {
      name: `${component}-${environment}`,
      namespace: 'argocd',
      labels: {
        'slipway.dev/component': component,
        'slipway.dev/environment': environment,
      },
    },
    spec: { project: 'team', ballast: BALLAST },
    status: {
      sync: { status: 'Synced', revision },
      health: { status: health },
      summary: { images: [`ghcr.io/acme/${component}:${FIRST_VERSION}`] },
      operationState: {
        phase: 'Succeeded',
        finishedAt: '2026-11-21T10:00:00Z',
      },
    },
  };
}
