import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { POSTGRES_USER, postgresPart } from '../stack/postgres.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import { unusedPort } from '../system/ports.ts';
import { runJest } from './jest.ts';
import { nodeTestScripts, runNodeTests } from './node-tests.ts';
import { sum } from './suite.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';

/** Everything that needs neither clusters nor a browser. */
export const unitSuite: Suite = {
  name: 'unit',
  summary: 'all units, on SQLite and on a PostgreSQL of their own',
  async run(context) {
    const scripts = await nodeTestScripts(context.workspace.root);
    const units = scripts.filter(
      ({ script, directory }) =>
        script === 'test' &&
        directory !== join(context.workspace.root, 'templates'),
    );
    return sum([
      await runNodeTests(context, units),
      await withPostgres(context, url => runJest(context, url)),
    ]);
  },
};

/** Runs a PostgreSQL with an empty database for as long as the work takes. */
async function withPostgres(
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
