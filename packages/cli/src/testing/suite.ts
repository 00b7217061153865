import type { Tools } from '@slipway/local-cluster';
import { Problem } from '../problem.ts';
import { readTail } from '../system/files.ts';
import { describeEnd, runLogged } from '../system/run.ts';
import type { Workspace } from '../workspace.ts';

/** What came out of a suite, as its own reporter counted it. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed and why, where the suite's reporter says so; repeated after the table. */
  failures?: readonly string[];
}

/** What a suite is given to run with. */
export interface SuiteContext {
  workspace: Workspace;
  /** Where this suite's output goes. */
  log: string;
  /** A directory for this suite's reports, empty at its start. */
  reports: string;
  /** Where the forge's contract reports of all suites are gathered. */
  contractReports: string;
  signal: AbortSignal;
  /** The compiled cluster tools; waits until they are made. */
  tools(): Promise<Tools>;
  /** Prints a line that people should see whether or not something failed. */
  say(line: string): void;
}

/** A group of tests that can be run by its name. */
export interface Suite {
  name: string;
  summary: string;
  /** Too long to be among all of them. */
  onlyByName?: boolean;
  run(context: SuiteContext): Promise<Counts>;
}

/** Adds up counts. */
export function sum(counts: readonly Counts[]): Required<Counts> {
  return counts.reduce<Required<Counts>>(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
      failures: [...total.failures, ...(one.failures ?? [])],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  );
}

/** Runs a command of a suite with its output appended to the suite's log. */
export async function runInSuite(
  context: SuiteContext,
  argv: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<number> {
  const [command = '', ...args] = argv;
  context.signal.throwIfAborted();
  const ended = await runLogged({
    command,
    args,
    cwd: options.cwd ?? context.workspace.root,
    env: {
      NO_COLOR: '1',
      SLIPWAY_CONTRACT_REPORT: context.contractReports,
      ...options.env,
    },
    log: context.log,
    append: true,
    signal: context.signal,
  });
  if (ended.code === null) {
    throw new Problem(`${command} ${args[0]} ${describeEnd(ended)}`);
  }
  return ended.code;
}

/** A suite of commands, each of which succeeds or does not. */
export function checks(
  name: string,
  summary: string,
  commands: readonly (readonly string[])[],
): Suite {
  return {
    name,
    summary,
    async run(context) {
      const counts: Counts[] = [];
      for (const argv of commands) {
        const passed = (await runInSuite(context, argv)) === 0 ? 1 : 0;
        counts.push({ passed, failed: 1 - passed, skipped: 0 });
      }
      return sum(counts);
    },
  };
}

/** The end of a suite's log, for people who want to know what failed. */
export async function logEnd(log: string, lines: number): Promise<string> {
  const text = await readTail(log, 40_000);
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
