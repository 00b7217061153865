import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pods that each component has in its environment. */
export const PODS = 3;
/** Where the pods are. */
export const ENVIRONMENT = 'prod';
/** Bytes that a real pod has beyond what is shown of it: its spec, and who manages which field. */
const BALLAST = 'x'.repeat(6_000);

/**
 * As much of the API of a cluster as both backends ask: lists by namespace and by label, and watches. It answers
 * after some time, and counts what it is asked.
 */
export class KubernetesUpstream {
  /** Requests since it was last set. */
  calls = 0;
  readonly url: string;
  readonly #components: readonly string[];
  readonly #restarts = new Map<string, number>();
  readonly #streams = new Set<ServerResponse>();
  readonly #stop: () => Promise<void>;
  #version = 1;

  static async start(
    components: readonly string[],
    latencyMs: number,
  ): Promise<KubernetesUpstream> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', upstream.url);
      upstream.calls += 1;
      setTimeout(() => upstream.#answer(url, response), latencyMs);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const upstream = new KubernetesUpstream(
      components,
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
    url: string,
    stop: () => Promise<void>,
  ) {
    this.#components = components;
    this.url = url;
    this.#stop = stop;
  }

  get watches(): number {
    return this.#streams.size;
  }

  /** Has all pods of a component restart once. */
  restart(component: string): void {
    this.#restarts.set(component, (this.#restarts.get(component) ?? 0) + 1);
    for (const object of this.#podsOf(component)) {
      this.#version += 1;
      const metadata = {
        ...object.metadata,
        resourceVersion: String(this.#version),
      };
      const event = { type: 'MODIFIED', object: { ...object, metadata } };
      this.#streams.forEach(stream =>
        stream.write(`${JSON.stringify(event)}\n`),
      );
    }
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const pods = pathname.endsWith('/pods');
    response.setHeader('content-type', 'application/json');
    if (searchParams.has('watch')) {
      response.flushHeaders();
      if (pods) {
        this.#streams.add(response);
        response.once('close', () => this.#streams.delete(response));
      }
      return;
    }
    const [, label] = (searchParams.get('labelSelector') ?? '').split('=');
    const namespace = /\/namespaces\/([^/]+)\//.exec(pathname)?.[1];
    const component = label ?? namespace?.replace(`-${ENVIRONMENT}`, '');
    const of = component === undefined ? this.#components : [component];
    response.end(
      JSON.stringify({
        kind: 'List',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(this.#version) },
        items: pods ? of.flatMap(one => this.#podsOf(one)) : [],
      }),
    );
  }

  #podsOf(component: string) {
    return Array.from({ length: PODS }, (_, at) => ({
      metadata: {
        name: `${component}-${at}`,
        namespace: `${component}-${ENVIRONMENT}`,
        labels: { 'slipway.dev/component': component },
      },
      spec: { ballast: BALLAST },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          {
            name: 'web',
            image: `ghcr.io/acme/${component}:1.0.0`,
            imageID: `ghcr.io/acme/${component}@sha256:${'a'.repeat(64)}`,
            ready: true,
            restartCount: this.#restarts.get(component) ?? 0,
            state: { running: {} },
          },
        ],
      },
    }));
  }
}
