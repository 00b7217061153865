import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Counts, SuiteContext } from './suite.ts';
import { runInSuite, sum } from './suite.ts';

const manifestSchema = z.looseObject({
  name: z.string(),
  scripts: z.record(z.string(), z.string()).default({}),
});
const lineSchema = z.object({
  result: z.enum(['passed', 'failed', 'skipped']),
  name: z.string(),
});

/** A test that takes longer hangs. */
const LONGEST_TEST_MS = 600_000;

/** A script of a workspace that is `node --test` with files. */
export interface NodeTestScript {
  directory: string;
  package: string;
  script: string;
  files: string[];
}

/** Finds the scripts of all workspaces that run Node's own test runner. */
export async function nodeTestScripts(root: string): Promise<NodeTestScript[]> {
  const groups = await Promise.all(
    ['packages', 'plugins'].map(async group =>
      (await readdir(join(root, group))).map(name => join(root, group, name)),
    ),
  );
  const directories = [
    ...groups.flat(),
    join(root, 'templates'),
    join(root, 'bench'),
  ];
  const found = await Promise.all(
    directories.map(async directory => {
      const text = await readFile(
        join(directory, 'package.json'),
        'utf8',
      ).catch(() => undefined);
      if (text === undefined) return [];
      const { name, scripts } = manifestSchema.parse(JSON.parse(text));
      return Object.entries(scripts)
        .filter(
          ([script, line]) =>
            script.startsWith('test') && line.startsWith('node --test '),
        )
        .map(([script, line]) => ({
          directory,
          package: name,
          script,
          files: line
            .slice('node --test '.length)
            .split(' ')
            .map(word => word.replace(/^(['"])(.*)\1$/, '$2')),
        }));
    }),
  );
  return found.flat();
}

/** Runs such scripts one after another, and counts their tests. */
export async function runNodeTests(
  context: SuiteContext,
  scripts: readonly NodeTestScript[],
  env: Record<string, string> = {},
): Promise<Counts> {
  const counts: Counts[] = [];
  for (const script of scripts) {
    counts.push(await runScript(context, script, env));
  }
  return sum(counts);
}

async function runScript(
  context: SuiteContext,
  { directory, package: name, script, files }: NodeTestScript,
  env: Record<string, string>,
): Promise<Counts> {
  const report = join(
    context.reports,
    `${name.replace(/^@.*\//, '')}-${script.replace(':', '-')}.jsonl`,
  );
  const status = await runInSuite(
    context,
    [
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-concurrency=2',
      `--test-timeout=${LONGEST_TEST_MS}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${join(import.meta.dirname, 'count-reporter.ts')}`,
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    { cwd: directory, env: { ...env, NODE_TEST_CONTEXT: undefined } },
  );
  const text = await readFile(report, 'utf8').catch(() => '');
  const results = text
    .split('\n')
    .filter(Boolean)
    .map(line => lineSchema.parse(JSON.parse(line)));
  const named = (wanted: string) =>
    results.filter(({ result }) => result === wanted).map(test => test.name);
  const failed = named('failed');
  const counts = {
    passed: named('passed').length,
    failed: failed.length,
    skipped: named('skipped').length,
    failures: failed.map(test => `✘ ${name} ${script}: ${test}`),
  };
  // A runner that ends badly without a failed test is a failure of its own.
  return status !== 0 && counts.failed === 0
    ? { ...counts, failed: 1 }
    : counts;
}
