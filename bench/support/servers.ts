import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portalArguments } from './renderer.ts';

const root = join(import.meta.dirname, '../..');
const START_MS = 300_000;
const LOOK_MS = 20;
const LOOK_TIMEOUT_MS = 2_000;

/** The name of the repository on the forge. */
export const REPOSITORY = 'acme/infra-gitops';

/** Starts a forge. */
export async function startForge(folder: string) {
  const token = `ghp_${randomBytes(20).toString('hex')}`;
  const port = await freePort();
  await writeFile(
    join(folder, 'seed.json'),
    JSON.stringify({
      orgs: [{ login: 'acme', name: 'Acme' }],
      users: [
        {
          login: 'owner',
          name: 'The Owner',
          email: 'owner@acme.example',
          tokens: [token],
        },
      ],
      members: [{ org: 'acme', login: 'owner', role: 'admin' }],
    }),
  );
  const config = join(folder, 'forge.json');
  await writeFile(
    config,
    JSON.stringify({
      port,
      dataDir: join(folder, 'forge'),
      seedFile: join(folder, 'seed.json'),
    }),
  );
  const url = `http://localhost:${port}`;
  const forge = await start(`${url}/api/v3/rate_limit`, [
    'packages/forge/src/main.ts',
    '--config',
    config,
  ]);
  return { url, token, stop: () => stop(forge) };
}

/** Starts the part of the portal that plans. Its database is in memory. */
export async function startPortal(
  folder: string,
  wasm: string,
  forge: { url: string; token: string },
) {
  const webhookSecret = randomBytes(20).toString('hex');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = join(folder, 'portal.json');
  await writeFile(
    config,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      integrations: {
        github: [
          {
            host: new URL(forge.url).host,
            apiBaseUrl: `${forge.url}/api/v3`,
            token: forge.token,
          },
        ],
      },
      gitops: {
        repository: `${forge.url}/${REPOSITORY}`,
        branch: 'main',
        refreshInterval: { hours: 1 },
        webhookSecret,
        dataDir: join(folder, 'portal'),
        renderer: { wasm },
      },
    }),
  );
  const portal = await start(`${url}/.backstage/health/v1/readiness`, [
    ...portalArguments,
    'packages/backend/measure/plans.ts',
    '--config',
    config,
  ]);
  return { url, webhookSecret, pid: portal.pid, stop: () => stop(portal) };
}

/** How a process is started. */
export interface StartOptions {
  /** Whether messages can be sent to it. */
  channel?: 'ipc' | 'ignore';
  env?: Record<string, string>;
}

/** Starts a process of Node, and waits until it answers at its address. */
export async function start(
  url: string,
  args: string[],
  { channel = 'ignore', env }: StartOptions = {},
): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', channel],
      env: { ...process.env, LOG_LEVEL: 'error', ...env },
    },
  );
  process.once('exit', () => child.kill('SIGTERM'));
  try {
    await until(START_MS, `${url} to answer`, async () => {
      if (child.exitCode !== null) {
        throw new Error(`What serves ${url} has ended`);
      }
      // A connection that was made before there was a server may wait for ever.
      const response = await fetch(url, {
        signal: AbortSignal.timeout(LOOK_TIMEOUT_MS),
      }).catch(() => undefined);
      // Whoever refuses a stranger is there, too.
      return response && response.status < 500 ? true : undefined;
    });
  } catch (error) {
    await stop(child);
    throw error;
  }
  return child;
}

/** Ends a process that {@link start} started. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** Looks until there is a value. */
export async function until<T>(
  milliseconds: number,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) {
    throw new Error('There is no free port');
  }
  return address.port;
}
