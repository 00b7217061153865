import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readConfig } from '../setup/config.ts';
import { locateWorkspace } from '../workspace.ts';
import {
  describeFailures,
  playwrightReportSchema,
} from './playwright-report.ts';
import { runInSuite } from './suite.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';

/** Ports beside the defaults, so that the tests run while a person's own stack does. */
const PORTS = {
  portal: 17007,
  forge: 17010,
  postgres: 17020,
  yc: 17100,
  vk: 17130,
};

/** The whole story in a real browser, on a stack of its own that starts from nothing. */
export const e2eSuite: Suite = {
  name: 'e2e',
  summary: 'the whole story in a browser, on a fresh stack of its own',
  async run(context) {
    const stateDir = join(context.workspace.root, '.slipway', 'e2e');
    const env = { SLIPWAY_STATE_DIR: stateDir };
    const slipway = (...args: string[]) =>
      runInSuite(
        context,
        [
          process.execPath,
          '--disable-warning=ExperimentalWarning',
          join(context.workspace.root, 'packages/cli/src/main.ts'),
          ...args,
        ],
        { env },
      );
    await slipway('reset', '--yes');
    await mkdir(stateDir, { recursive: true });
    const own = locateWorkspace(env, context.workspace.root);
    await writeFile(own.configFile, stringify({ ports: PORTS }));
    try {
      const status = await slipway('up', '--detach', '--wait');
      if (status !== 0) {
        context.say(
          `The stack for the tests did not start; logs: ${own.logsDir}`,
        );
        return { passed: 0, failed: 1, skipped: 0 };
      }
      const { ports } = await readConfig(own);
      return await runPlaywright(context, {
        ...env,
        SLIPWAY_PORTAL_URL: `http://localhost:${ports.portal}`,
        SLIPWAY_FORGE_URL: `http://localhost:${ports.forge}`,
      });
    } finally {
      await slipway('down');
    }
  },
};

async function runPlaywright(
  context: SuiteContext,
  env: Record<string, string>,
): Promise<Counts> {
  const report = join(context.reports, 'playwright.json');
  const status = await runInSuite(context, ['yarn', 'playwright', 'test'], {
    cwd: join(context.workspace.root, 'e2e'),
    env: {
      ...env,
      SLIPWAY_E2E_REPORT: report,
      // The tests read SQLite files by Node's own module.
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
    },
  });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const parsed = playwrightReportSchema.parse(JSON.parse(text));
  const { stats } = parsed;
  // A test of the story that did not run, or only passed when tried again, did not pass.
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const failures = describeFailures(parsed);
  return {
    passed: stats.expected,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: 0,
    failures,
  };
}
