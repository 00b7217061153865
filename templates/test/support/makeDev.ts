import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { tool } from './tools.ts';

const patienceMs = 180_000;

/** Ports that nothing listens on. */
export async function unusedPorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, 'localhost'),
  );
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => {
      server.close();
      return once(server, 'close');
    }),
  );
  return ports;
}

/**
 * Runs `make dev` as in a terminal of its own; resolves when every address answers with 200.
 *
 * @returns `stop`, which presses Ctrl-C and fails if something goes on listening
 */
export async function makeDev(
  test: TestContext,
  directory: string,
  options: { env: Readonly<Record<string, string>>; urls: readonly string[] },
): Promise<{ stop(): Promise<void> }> {
  const output: string[] = [];
  const child = spawn(await tool('make'), ['dev'], {
    cwd: directory,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const exited = once(child, 'exit');
  const signal = (name: NodeJS.Signals) => {
    assert.ok(child.pid);
    process.kill(-child.pid, name);
  };
  test.after(() => {
    if (child.exitCode === null && child.signalCode === null) {
      signal('SIGKILL');
    }
  });

  const deadline = Date.now() + patienceMs;
  for (const url of options.urls) {
    while ((await statusOf(url)) !== 200) {
      assert.equal(child.exitCode, null, `make dev ended:\n${output.join('')}`);
      assert.ok(Date.now() < deadline, `${url} is silent:\n${output.join('')}`);
      await delay(200);
    }
  }
  return {
    stop: async () => {
      signal('SIGINT');
      await exited;
      for (const url of options.urls) {
        while ((await statusOf(url)) !== undefined) {
          assert.ok(Date.now() < deadline, `${url} answers after the end`);
          await delay(100);
        }
      }
    },
  };
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}
