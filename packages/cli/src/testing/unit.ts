import { join } from 'node:path';
import { buildRenderer } from '../stack/renderer-build.ts';
import { runJest } from './jest.ts';
import { nodeTestScripts, runNodeTests } from './node-tests.ts';
import { withPostgres } from './postgres.ts';
import { sum } from './suite.ts';
import type { Suite } from './suite.ts';

/** Everything that needs neither clusters nor a browser. */
export const unitSuite: Suite = {
  name: 'unit',
  summary: 'all units, on SQLite and on a PostgreSQL of their own',
  async run(context) {
    const renderer = await buildRenderer({
      workspace: context.workspace,
      log: join(context.reports, 'renderer-build.log'),
      signal: context.signal,
    });
    const scripts = await nodeTestScripts(context.workspace.root);
    const units = scripts.filter(
      ({ script, directory }) =>
        script === 'test' &&
        directory !== join(context.workspace.root, 'templates'),
    );
    return sum([
      await runNodeTests(context, units),
      await withPostgres(context, url => runJest(context, url, renderer)),
    ]);
  },
};
