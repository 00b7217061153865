import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

/** Starts a built backend on a free port; resolves to its address once it listens. */
export async function startBackend(
  test: TestContext,
  program: string,
  env: Readonly<Record<string, string>>,
): Promise<{ url: string; stop(): Promise<number | null> }> {
  const child = spawn(program, [], {
    env: { LISTEN_ADDRESS: '127.0.0.1:0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  test.after(() => child.kill('SIGKILL'));
  return { url: await listening(child), stop: () => stopped(child) };
}

async function listening(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface(child.stdout)) {
    const { msg, address } = JSON.parse(line) as Record<string, unknown>;
    if (msg === 'listening') {
      // Nobody reads on, and a full pipe would stop the program.
      child.stdout.resume();
      return `http://${String(address)}`;
    }
  }
  throw new Error('The backend ended before it listened');
}

async function stopped(child: ChildProcess): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await exit) as [number | null];
  return code;
}

/** A trace collector that keeps the bodies of what it is sent. */
export async function startCollector(test: TestContext) {
  const traces: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/v1/traces') {
        traces.push(Buffer.concat(parts));
      }
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, traces };
}
