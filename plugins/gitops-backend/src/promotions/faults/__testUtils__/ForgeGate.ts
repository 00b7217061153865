import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createDeferred } from '@backstage/types';

/** A call that is held up, before the forge hears of it or before its answer is heard. */
export interface Hold {
  when: 'before' | 'after';
  method: string;
  /** What the path or the body contains, each of them. */
  contains: readonly string[];
}

/** Where a portal reaches its forge, which holds calls up so that the portal meets its fate in the middle of them. */
export class ForgeGate {
  /** How many calls are held up. */
  held = 0;
  /** How many calls are on their way, those included. */
  passing = 0;
  readonly #holds = new Set<Hold>();
  readonly #calls: { method: string; url: string; at: number }[] = [];
  #opened = createDeferred();
  readonly #server = createServer((request, response) => {
    this.passing += 1;
    this.#pass(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        this.passing -= 1;
      });
  });

  static async start(forge: string, holds: readonly Hold[] = []) {
    const gate = new ForgeGate(forge, holds);
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    return gate;
  }

  private constructor(
    private readonly forge: string,
    holds: readonly Hold[],
  ) {
    this.#holds = new Set(holds);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** When calls came whose path ends so. */
  times(method: string, path: string): number[] {
    return this.#calls
      .filter(call => call.method === method && call.url.endsWith(path))
      .map(({ at }) => at);
  }

  /** Holds more calls up. */
  hold(holds: readonly Hold[]): void {
    for (const hold of holds) {
      this.#holds.add(hold);
    }
  }

  /** Breaks the connections of what is held up, so that no answer is heard; whatever comes passes. */
  cut(): void {
    const held = this.#opened;
    // Nothing may wait for it.
    held.catch(() => {});
    this.held = 0;
    this.#opened = createDeferred();
    held.reject(new Error('The connection is gone'));
  }

  /** Lets everything pass that was held up, and whatever comes. */
  open(): void {
    this.#holds.clear();
    this.#opened.resolve();
  }

  async stop(): Promise<void> {
    this.open();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse) {
    const { method = 'GET', url = '/', headers } = request;
    this.#calls.push({ method, url, at: Date.now() });
    const body = await buffer(request);
    const text = `${decodeURIComponent(url)} ${body}`;
    const hold = [...this.#holds].find(
      one =>
        one.method === method &&
        one.contains.every(word => text.includes(word)),
    );
    // A second attempt passes.
    this.#holds.delete(hold!);
    const wait = async (when: Hold['when']) => {
      if (hold?.when === when) {
        this.held += 1;
        await this.#opened;
      }
    };
    await wait('before');
    const { host, connection, 'content-length': length, ...others } = headers;
    const answer = await fetch(new URL(url, this.forge), {
      method,
      headers: others as Record<string, string>,
      ...(body.length > 0 && { body }),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    await wait('after');
    const passed = [...answer.headers].filter(
      ([name]) =>
        !/^(content-(encoding|length)|transfer-|connection)/.test(name),
    );
    response.writeHead(answer.status, Object.fromEntries(passed)).end(content);
  }
}
