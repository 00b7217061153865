import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { outsideHome } from '../../packages/cli/src/stack/postgres-home.ts';
import {
  POSTGRES_USER,
  postgresPart,
} from '../../packages/cli/src/stack/postgres.ts';
import { Supervisor } from '../../packages/cli/src/supervisor/supervisor.ts';
import { freePort } from './servers.ts';

/** How to reach a server of PostgreSQL. */
export interface PostgresConnection {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** Runs the PostgreSQL that comes with the platform, empty, until it is stopped. */
export async function startPostgres(folder: string) {
  const port = await freePort();
  const password = randomBytes(18).toString('hex');
  const supervisor = new Supervisor({ logsDir: folder });
  const stop = async () => {
    await supervisor.stop();
    await rm(outsideHome(folder), { recursive: true, force: true });
  };
  try {
    await supervisor.add([
      await postgresPart({ stateDir: folder, port, password }),
    ]);
    await supervisor.ready('postgres');
  } catch (error) {
    await stop();
    throw error;
  }
  const connection: PostgresConnection = {
    host: '127.0.0.1',
    port,
    user: POSTGRES_USER,
    password,
  };
  return { connection, stop };
}
