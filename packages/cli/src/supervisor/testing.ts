import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { Part } from '@slipway/local-cluster';

const DEADLINE_MS = 10_000;

/** A directory that goes when the test ends. */
export async function temporaryDirectory(test: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-test-'));
  test.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new Error('No port was given');
  }
  return address.port;
}

const SERVER = `
  const server = require('node:http').createServer((_, res) => res.end('ok'));
  server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
`;

/** A part that is a small web server. */
export function serverPart(
  name: string,
  port: number,
  overrides: Partial<Part> = {},
): Part {
  return {
    name,
    command: process.execPath,
    args: ['-e', SERVER],
    env: { PORT: String(port) },
    ports: [port],
    ready: async signal => {
      const response = await fetch(`http://127.0.0.1:${port}`, { signal });
      return response.ok;
    },
    ...overrides,
  };
}

/** Settles when the condition holds; fails the test when it does not within ten seconds. */
export async function eventually<T>(
  what: string,
  condition: () => T | undefined | Promise<T | undefined>,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`It did not happen: ${what}`);
    await sleep(20);
  }
}
