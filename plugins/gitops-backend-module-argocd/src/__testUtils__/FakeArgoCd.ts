import {
  createServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers for one kind of request. */
export type Answer = RequestListener;

/** Answers with data. */
export const reply =
  (body: unknown): Answer =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };

/** Accepts, and never answers. */
export const hang: Answer = () => {};

/** An HTTP server that speaks as much of Argo CD's API as is used, as well or badly as a test wants. */
export class FakeArgoCd {
  /** Paths asked for, in order. */
  readonly requests: string[] = [];
  readonly headers: NodeJS.Dict<string | string[]>[] = [];
  onList: Answer = reply({ items: null });
  onVersion: Answer = reply({ Version: 'v3.2.6' });
  onTree: Answer = reply({ nodes: null });
  onStream: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n');
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  };
  readonly #streams = new Set<ServerResponse>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens; after a stop, at the address that it had. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      this.headers.push(request.headers);
      this.#answerOf(request.url ?? '')(request, response);
    });
    this.#server = server;
    await new Promise<void>(resolve => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Ends at once, with all connections. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
  }

  /** Stops answering, and keeps its connections. */
  hang(): void {
    this.onList = hang;
    this.onVersion = hang;
    this.onTree = hang;
    this.onStream = hang;
  }

  /** Says something on all open streams. */
  say(text: string): void {
    this.#streams.forEach(stream => stream.write(text));
  }

  /** Says what happened to an Application. */
  sayEvent(type: string, application: object): void {
    this.say(`data: ${JSON.stringify({ result: { type, application } })} \n\n`);
  }

  /** Ends all open streams, after some last words. */
  drop(words: string): void {
    this.#streams.forEach(stream =>
      stream.write(words, () => stream.socket?.destroy()),
    );
  }

  #answerOf(path: string): Answer {
    if (path.startsWith('/api/v1/stream/')) {
      return this.onStream;
    }
    if (path.includes('/resource-tree')) {
      return this.onTree;
    }
    return path === '/api/version' ? this.onVersion : this.onList;
  }
}

/** An Application as Argo CD has it. */
export const argoApplication = {
  metadata: {
    name: 'shop-prod',
    namespace: 'argocd',
    labels: {
      'slipway.dev/component': 'shop',
      'slipway.dev/environment': 'prod',
      'slipway.dev/cluster': 'yc',
    },
    managedFields: [],
  },
  spec: {
    project: 'team-shop',
    source: {
      repoURL: 'https://github.com/acme/infra-gitops',
      path: 'apps/shop/overlays/prod',
      targetRevision: 'main',
    },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'shop-prod',
    },
  },
  status: {
    sync: { status: 'Synced', revision: '4f1c', comparedTo: {} },
    health: { status: 'Healthy', lastTransitionTime: '2026-11-21T10:00:00Z' },
    summary: { images: ['ghcr.io/acme/shop:1.4.2'], externalURLs: ['x'] },
    reconciledAt: '2026-11-21T10:01:00Z',
    operationState: {
      phase: 'Succeeded',
      message: 'successfully synced (all tasks run)',
      startedAt: '2026-11-21T10:00:00Z',
      finishedAt: '2026-11-21T10:00:05Z',
    },
  },
};

/** {@link argoApplication} as a list with `fields` has it. */
export const listedApplication = {
  metadata: argoApplication.metadata,
  status: {
    sync: { status: 'Synced' },
    health: argoApplication.status.health,
    summary: argoApplication.status.summary,
    operationState: {
      phase: 'Succeeded',
      finishedAt: '2026-11-21T10:00:05Z',
    },
  },
};

/** {@link argoApplication} with another health, or another name. */
export const withHealth = (status: string, name: string = 'shop-prod') => ({
  ...argoApplication,
  metadata: { ...argoApplication.metadata, name },
  status: { ...argoApplication.status, health: { status } },
});
