import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Counts, SuiteContext } from './suite.ts';
import { runInSuite } from './suite.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string() }),
      ),
    }),
  ),
});

/** Runs the tests of the Backstage packages, on SQLite and on the given PostgreSQL, with the compiled renderer. */
export async function runJest(
  context: SuiteContext,
  postgresUrl: string,
  renderer: string,
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
        SLIPWAY_RENDERER_WASM: renderer,
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
    failures: describeFailures(context, result),
  };
}

/** Each failed test, or the file where none could be run. */
function describeFailures(
  { workspace }: SuiteContext,
  { testResults }: z.infer<typeof reportSchema>,
): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const file = relative(workspace.root, name);
      const failed = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      return failed.length === 0
        ? [`✘ ${file}`]
        : failed.map(({ fullName }) => `✘ ${file}: ${fullName}`);
    });
}
