import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The server as it is built, in a process of its own. */
export interface StartedServer {
  url: string;
  process: ChildProcess;
  /** Every line of its log so far. */
  log: Record<string, unknown>[];
  /** Asks it to stop, and waits for its exit code. */
  stop(): Promise<number | null>;
}

const defaults = {
  PORT: '0',
  NODE_ENV: 'production',
{%- if values.postgresql %}
  // Nothing listens there: pages without the database work all the same.
  DATABASE_URL: 'postgres://localhost:1/none',
{%- endif %}
{%- if values.media %}
  MEDIA_DIR: 'build/media',
{%- endif %}
};

/** Starts build/server on a free port, and waits until it listens. */
export async function startServer(
  environment: Record<string, string> = {},
): Promise<StartedServer> {
  const child = spawn(process.execPath, ['build/server/index.js'], {
    env: { ...defaults, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const log: Record<string, unknown>[] = [];
  const port = await new Promise<unknown>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      log.push(entry);
      if (entry.msg === 'listening') {
        resolve(entry.port);
      }
    });
    void exited.then(() => {
      reject(new Error(`The server ended: ${JSON.stringify(log)}`));
    });
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    process: child,
    log,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}
