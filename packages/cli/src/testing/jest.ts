import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Counts, SuiteContext } from './suite.ts';
import { runInSuite } from './suite.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
});

/** Runs the tests of the Backstage packages, on SQLite and on the given PostgreSQL. */
export async function runJest(
  context: SuiteContext,
  postgresUrl: string,
): Promise<Counts> {
  const report = join(context.reports, 'jest.json');
  const status = await runInSuite(
    context,
    [
      'yarn',
      'backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      '--workerIdleMemoryLimit=1500M',
      '--json',
      `--outputFile=${report}`,
    ],
    {
      env: {
        NODE_OPTIONS: '--no-node-snapshot',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgresUrl,
      },
    },
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const result = reportSchema.parse(JSON.parse(text));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: result.numPendingTests,
  };
}
