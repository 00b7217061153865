import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '@slipway/local-cluster';
import { duration, table } from '../output/format.ts';
import type { Terminal } from '../output/terminal.ts';
import { describeError, ExitCode } from '../problem.ts';
import { prepareTools } from '../stack/tools-process.ts';
import { readTail } from '../system/files.ts';
import type { Workspace } from '../workspace.ts';
import { logEnd, sum } from './suite.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';

const REPORT_EVERY_MS = 20_000;
const FAILED_LOG_LINES = 60;
const NEEDING_TOOLS = new Set(['cluster', 'e2e', 'templates']);

interface Result {
  suite: Suite;
  counts: Counts;
  tookMs: number;
}

/** Runs suites one after another and prints their counts; the last line is the total. */
export async function runSuites(
  workspace: Workspace,
  suites: readonly Suite[],
  terminal: Terminal,
): Promise<number> {
  const directory = join(workspace.root, '.slipway', 'test');
  const contractReports = join(directory, 'contract');
  await rm(directory, { recursive: true, force: true });
  await mkdir(contractReports, { recursive: true });
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);

  const tools = suites.some(({ name }) => NEEDING_TOOLS.has(name))
    ? compileBeside(workspace, directory, interrupted.signal)
    : undefined;
  const results: Result[] = [];
  try {
    for (const suite of suites) {
      const reports = join(directory, suite.name);
      await mkdir(reports, { recursive: true });
      results.push(
        await runSuite(suite, terminal, {
          workspace,
          log: join(directory, `${suite.name}.log`),
          reports,
          contractReports,
          signal: interrupted.signal,
          tools: () =>
            tools ?? compileBeside(workspace, directory, interrupted.signal),
          say: line => terminal.line(`  ${line}`),
        }),
      );
      if (interrupted.signal.aborted) break;
    }
  } finally {
    interrupted.abort();
    await tools?.catch(() => undefined);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  printResults(terminal, results);
  const total = sum(results.map(({ counts }) => counts));
  const complete = results.length === suites.length;
  terminal.line(`${total.passed} passed, ${total.failed} failed`);
  if (!complete) return ExitCode.interrupted;
  return total.failed === 0 ? ExitCode.ok : ExitCode.failed;
}

/** The longest work of a cold machine starts at once, at low priority, while the rest runs. */
function compileBeside(
  workspace: Workspace,
  directory: string,
  signal: AbortSignal,
): Promise<Tools> {
  const tools = prepareTools({
    workspace,
    log: join(directory, 'tools.log'),
    progress: () => {},
    signal,
  });
  // The suite that needs the tools meets the failure, and reports it.
  tools.catch(() => undefined);
  return tools;
}

async function runSuite(
  suite: Suite,
  terminal: Terminal,
  context: SuiteContext,
): Promise<Result> {
  const startedAt = Date.now();
  terminal.line(`▸ ${suite.name}: ${suite.summary}, log: ${context.log}`);
  const reporter = setInterval(async () => {
    const [line = ''] = (await readTail(context.log, 2000))
      .trim()
      .split('\n')
      .slice(-1);
    terminal.line(
      `  ${suite.name}, ${duration(Date.now() - startedAt)}: ${line.slice(0, 100)}`,
    );
  }, REPORT_EVERY_MS);
  let counts: Counts;
  try {
    counts = await suite.run(context);
  } catch (error) {
    terminal.line(`  ${describeError(error)}`);
    if (process.env.SLIPWAY_DEBUG) console.error(error);
    counts = { passed: 0, failed: 1, skipped: 0 };
  } finally {
    clearInterval(reporter);
  }
  const tookMs = Date.now() - startedAt;
  if (counts.failed > 0) {
    terminal.line(await logEnd(context.log, FAILED_LOG_LINES));
  }
  terminal.line(
    `${mark(terminal, counts)} ${suite.name}: ${counts.passed} passed, ${counts.failed} failed in ${duration(tookMs)}`,
  );
  return { suite, counts, tookMs };
}

function printResults(terminal: Terminal, results: readonly Result[]): void {
  terminal.line();
  terminal.line(
    table([
      ['SUITE', 'PASSED', 'FAILED', 'SKIPPED', 'TIME'],
      ...results.map(({ suite, counts, tookMs }) => [
        `${mark(terminal, counts)} ${suite.name}`,
        String(counts.passed),
        String(counts.failed),
        String(counts.skipped),
        duration(tookMs),
      ]),
    ]),
  );
  terminal.line();
  // Last, because the end of a long output is what people are shown first.
  for (const failure of results.flatMap(
    ({ counts }) => counts.failures ?? [],
  )) {
    terminal.line(`${failure}\n`);
  }
}

function mark(terminal: Terminal, counts: Counts): string {
  return counts.failed > 0
    ? terminal.style('red', '✘')
    : terminal.style('green', '✔');
}
