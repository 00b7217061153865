import { mkdtemp, rm } from 'node:fs/promises';
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
