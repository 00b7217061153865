import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** A collector of OTLP traces. */
export interface Collector {
  url: string;
  /** What it was sent so far, as text in which names can be found. */
  traces(): string;
}

/** Listens for traces until the test ends. */
export async function startCollector(test: TestContext): Promise<Collector> {
  const received: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === '/v1/traces') {
      received.push(body);
    }
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    traces: () => Buffer.concat(received).toString('latin1'),
  };
}
