import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withApiServer } from './api-server.ts';
import { nodeTestScripts, runNodeTests } from './node-tests.ts';
import { withPostgres } from './postgres.ts';
import type { Counts, Suite } from './suite.ts';

/** What the templates create, with everything that it needs to run. */
export const templatesSuite: Suite = {
  name: 'templates',
  summary: 'the templates, and what they create in every combination',
  async run(context) {
    const all = await nodeTestScripts(context.workspace.root);
    const scripts = all.filter(
      ({ directory }) =>
        directory === join(context.workspace.root, 'templates'),
    );
    const { kustomize } = (await context.tools()).binaries;
    const summary = join(context.reports, 'matrix.txt');
    const counts = await withPostgres(context, databaseUrl =>
      withApiServer(context, server =>
        runNodeTests(context, scripts, {
          SLIPWAY_TOOLS_BIN: dirname(kustomize),
          TEST_DATABASE_URL: databaseUrl,
          TEST_REDIS_URL: server.redisUrl,
          TEST_API_SERVER: server.url,
          TEST_API_SERVER_CA: server.caFile,
          TEST_API_SERVER_TOKEN: server.token,
          TEST_MATRIX_SUMMARY: summary,
        }),
      ),
    );
    const checked = await readFile(summary, 'utf8').catch(() => '');
    if (checked) {
      context.say(checked.trim());
    }
    return withoutSkips(counts);
  },
};

/** Everything is there that a test could wait for, so one that did not run has failed. */
function withoutSkips(counts: Counts): Counts {
  return counts.skipped === 0
    ? counts
    : {
        ...counts,
        failed: counts.failed + counts.skipped,
        skipped: 0,
        failures: [
          ...(counts.failures ?? []),
          `✘ templates: ${counts.skipped} tests were skipped, and none may be here`,
        ],
      };
}
