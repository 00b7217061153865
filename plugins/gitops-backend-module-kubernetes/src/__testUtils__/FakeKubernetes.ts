import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  metadata: {
    namespace: string;
    name: string;
    labels?: Record<string, string>;
    resourceVersion?: string;
  };
}

/** Which objects are asked for: the plural of their kind, and a label that they have. */
interface Question {
  resource: string;
  selector: string | null;
}

interface Change {
  version: number;
  resource: string;
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
  readonly #streams = new Map<ServerResponse, Question>();
  readonly #objects = new Map<string, Stored[]>();
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

  put(resource: string, object: Stored): void {
    const known = this.#take(resource, object);
    const stored = this.#say(resource, known ? 'MODIFIED' : 'ADDED', object);
    this.#objects.set(resource, [...this.#of(resource), stored]);
  }

  remove(resource: string, object: Stored): void {
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
    const question = {
      resource: url.pathname.split('/').at(-1) ?? '',
      selector: url.searchParams.get('labelSelector'),
    };
    if (this.instead) {
      this.instead(request, response);
    } else if (url.pathname === '/version') {
      response.end('{}');
    } else if (url.searchParams.has('watch')) {
      this.#watch(
        question,
        Number(url.searchParams.get('resourceVersion')),
        response,
      );
    } else {
      const from = Number(url.searchParams.get('continue') ?? 0);
      const to = from + this.pageSize;
      const all = this.#of(question.resource)
        .filter(one => isSelected(one, question))
        .sort(byKey);
      response.setHeader('content-type', 'application/json');
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

  #watch(question: Question, version: number, response: ServerResponse): void {
    if (version < this.#oldest) {
      response.writeHead(410).end();
      return;
    }
    response.flushHeaders();
    this.#streams.set(response, question);
    response.once('close', () => this.#streams.delete(response));
    this.#changes
      .filter(one => isTold(one, question) && one.version > version)
      .forEach(change => response.write(lineOf(change)));
  }

  #of(resource: string): Stored[] {
    return this.#objects.get(resource) ?? [];
  }

  #take(resource: string, object: Stored): boolean {
    const before = this.#of(resource);
    const after = before.filter(one => keyOf(one) !== keyOf(object));
    this.#objects.set(resource, after);
    return after.length < before.length;
  }

  /** @returns the object as it is from now on */
  #say(resource: string, type: string, { metadata, ...rest }: Stored): Stored {
    this.#version += 1;
    const resourceVersion = String(this.#version);
    const object = { metadata: { ...metadata, resourceVersion }, ...rest };
    const change = { version: this.#version, resource, type, object };
    this.#changes.push(change);
    this.#streams.forEach((question, stream) => {
      if (isTold(change, question)) {
        stream.write(lineOf(change));
      }
    });
    return object;
  }
}

function isTold({ resource, object }: Change, question: Question): boolean {
  return resource === question.resource && isSelected(object, question);
}

function isSelected({ metadata }: Stored, { selector }: Question): boolean {
  const [label = '', value] = selector?.split('=') ?? [];
  return selector === null || metadata.labels?.[label] === value;
}

function keyOf({ metadata }: Stored): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function byKey(a: Stored, b: Stored): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** A watch says what kind an object is; a list says so once for all. */
function lineOf({ type, object }: Change): string {
  return `${JSON.stringify({
    type,
    object: { kind: 'Kind', apiVersion: 'v1', ...object },
  })}\n`;
}
