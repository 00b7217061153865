import { execFile } from 'node:child_process';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Part } from '@slipway/local-cluster';
import pg from 'pg';
import { Problem } from '../problem.ts';
import { preparePostgresHome } from './postgres-home.ts';
import type { PostgresHome } from './postgres-home.ts';

const run = promisify(execFile);

/** The role that owns everything in a server of ours. */
export const POSTGRES_USER = 'slipway';

/** Which server to run. */
export interface PostgresOptions {
  stateDir: string;
  port: number;
  password: string;
}

/** A PostgreSQL server as a part; its first start creates the data directory. */
export async function postgresPart(options: PostgresOptions): Promise<Part> {
  const home = await preparePostgresHome(options.stateDir);
  return {
    name: 'postgres',
    command: join(home.binaries, 'bin', 'postgres'),
    args: [
      '-D',
      home.dataDir,
      '-p',
      String(options.port),
      '-c',
      'listen_addresses=127.0.0.1',
      // TCP only: a socket's directory would be one more place to keep private.
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
    ],
    cwd: home.dataDir,
    ports: [options.port],
    user: home.user,
    prepare: () => initialise(home, options.password),
    ready: () => acceptsQueries(options),
  };
}

async function initialise(home: PostgresHome, password: string) {
  const version = join(home.dataDir, 'PG_VERSION');
  if (await readFile(version).catch(() => undefined)) return;
  const passwordFile = join(home.dataDir, '..', 'postgres-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.user) await chown(passwordFile, home.user.uid, home.user.gid);
  try {
    await run(
      join(home.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${home.dataDir}`,
        `--username=${POSTGRES_USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...home.user, cwd: home.dataDir },
    );
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    throw new Problem(
      `PostgreSQL cannot create its data directory ${home.dataDir}: ${stderr
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function acceptsQueries(options: PostgresOptions): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: options.port,
    user: POSTGRES_USER,
    password: options.password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
  });
  // A connection that the server drops is an answer to the probe, not an exception of the supervisor.
  client.on('error', () => {});
  // After a refused connection `end` would wait for a goodbye that was never due.
  await client.connect();
  try {
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end();
  }
}
