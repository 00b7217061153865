import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

/** A program that listens. */
export interface Running {
  url: string;
  /** Tells it to stop, and resolves to its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts a server that logs lines of JSON, on a free port until the test ends; resolves once it
 * says that it listens.
 */
export async function startServer(
  context: TestContext,
  command: readonly [string, ...string[]],
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<Running> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    ...options,
    env: { ...options.env, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  assert.ok(child.stdout);
  for await (const line of createInterface(child.stdout)) {
    const { msg, address, port } = parseLine(line);
    if (msg === 'listening') {
      // Nobody reads on, and a full pipe would stop the program.
      child.stdout.resume();
      return {
        url: `http://${address ?? `127.0.0.1:${port}`}`,
        stop: async () => {
          child.kill('SIGTERM');
          return (await exited)[0];
        },
      };
    }
  }
  throw new Error(`${command.join(' ')} ended before it listened`);
}

/** Tools beside a server, such as Vite, write lines that are no JSON. */
function parseLine(line: string): {
  msg?: string;
  address?: string;
  port?: number;
} {
  return line.startsWith('{') ? JSON.parse(line) : {};
}
