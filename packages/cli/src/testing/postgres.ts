import { randomBytes } from 'node:crypto';
import { POSTGRES_USER, postgresPart } from '../stack/postgres.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import { unusedPort } from '../system/ports.ts';
import type { Counts, SuiteContext } from './suite.ts';

/** Runs a PostgreSQL with an empty database for as long as the work takes. */
export async function withPostgres(
  context: SuiteContext,
  work: (url: string) => Promise<Counts>,
): Promise<Counts> {
  const port = await unusedPort();
  const password = randomBytes(18).toString('hex');
  const supervisor = new Supervisor({ logsDir: context.reports });
  try {
    await supervisor.add([
      await postgresPart({ stateDir: context.reports, port, password }),
    ]);
    await supervisor.ready('postgres');
    return await work(
      `postgresql://${POSTGRES_USER}:${password}@127.0.0.1:${port}/postgres`,
    );
  } finally {
    await supervisor.stop();
  }
}
