import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

type Stored = { metadata: { namespace: string; name: string } };
type Resource = 'pods' | 'events';

interface Change {
  version: number;
  resource: Resource;
  type: string;
  object: Stored;
}

/** As much of the API of a cluster as is followed, over HTTP: pages of lists, and watches that go on from a version. */
export class FakeKubernetes {
  /** Paths asked for, without `/version`. */
  readonly asked: URL[] = [];
  /** Answers instead, if set. */
  instead: RequestListener | undefined;
  /** A page has no more, whatever is asked for. */
  pageSize = 500;
  readonly #server: Server;
  readonly #streams = new Map<ServerResponse, Resource>();
  readonly #objects = { pods: [] as Stored[], events: [] as Stored[] };
  #changes: Change[] = [];
  #version = 1;
  #oldest = 1;

  static async start(): Promise<FakeKubernetes> {
    const fake = new FakeKubernetes();
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== '/version') {
        this.asked.push(url);
      }
      this.#answer(url, request, response);
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get watches(): number {
    return this.#streams.size;
  }

  /** How often lists were asked for, with their pages, and watches. */
  get calls(): { lists: number; watches: number } {
    const watches = this.asked.filter(one => one.searchParams.has('watch'));
    return {
      lists: this.asked.length - watches.length,
      watches: watches.length,
    };
  }

  put(resource: Resource, object: Stored): void {
    const known = this.#take(resource, object);
    this.#objects[resource].push(object);
    this.#say(resource, known ? 'MODIFIED' : 'ADDED', object);
  }

  remove(resource: Resource, object: Stored): void {
    this.#take(resource, object);
    this.#say(resource, 'DELETED', object);
  }

  /** Forgets what changed: whoever goes on from before has to begin anew. */
  compact(): void {
    this.#changes = [];
    this.#version += 1;
    this.#oldest = this.#version;
  }

  /** Writes to all watches. */
  write(text: string): void {
    this.#streams.forEach((_resource, stream) => stream.write(text));
  }

  /** Breaks all connections. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    if (this.#server.listening) {
      this.cut();
      this.#server.close();
      await once(this.#server, 'close');
    }
  }

  #answer(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const resource = url.pathname.endsWith('/pods') ? 'pods' : 'events';
    if (this.instead) {
      this.instead(request, response);
    } else if (url.pathname === '/version') {
      response.end('{}');
    } else if (url.searchParams.has('watch')) {
      this.#watch(
        resource,
        Number(url.searchParams.get('resourceVersion')),
        response,
      );
    } else {
      const from = Number(url.searchParams.get('continue') ?? 0);
      const to = from + this.pageSize;
      const all = this.#objects[resource];
      response.end(
        JSON.stringify({
          metadata: {
            resourceVersion: String(this.#version),
            ...(to < all.length && { continue: String(to) }),
          },
          items: all.slice(from, to),
        }),
      );
    }
  }

  #watch(resource: Resource, version: number, response: ServerResponse): void {
    if (version < this.#oldest) {
      response.writeHead(410).end();
      return;
    }
    response.flushHeaders();
    this.#streams.set(response, resource);
    response.once('close', () => this.#streams.delete(response));
    this.#changes
      .filter(one => one.resource === resource && one.version > version)
      .forEach(change => response.write(lineOf(change)));
  }

  #take(resource: Resource, { metadata }: Stored): boolean {
    const objects = this.#objects[resource];
    const at = objects.findIndex(
      one =>
        one.metadata.name === metadata.name &&
        one.metadata.namespace === metadata.namespace,
    );
    if (at >= 0) {
      objects.splice(at, 1);
    }
    return at >= 0;
  }

  #say(resource: Resource, type: string, object: Stored): void {
    this.#version += 1;
    const change = { version: this.#version, resource, type, object };
    this.#changes.push(change);
    this.#streams.forEach((watched, stream) => {
      if (watched === resource) {
        stream.write(lineOf(change));
      }
    });
  }
}

function lineOf({ version, type, object }: Change): string {
  const metadata = { ...object.metadata, resourceVersion: String(version) };
  return `${JSON.stringify({ type, object: { ...object, metadata } })}\n`;
}
