import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logEnd, runInSuite, sum } from './suite.ts';
import { nodeTestScripts, runNodeTests } from './node-tests.ts';
import type { Counts, Suite } from './suite.ts';

/** Whether every exchange with the forge in the tests kept to GitHub's description. */
export const contractSuite: Suite = {
  name: 'contract',
  summary:
    'every request to the forge and every reply, against GitHub’s description',
  async run(context) {
    const gathered = await readdir(context.contractReports);
    const counts: Counts[] = [];
    if (gathered.length === 0) {
      // Alone, without the suites that talk to the forge, its own tests give the exchanges.
      const scripts = await nodeTestScripts(context.workspace.root);
      const forge = join(context.workspace.root, 'packages/forge');
      counts.push(
        await runNodeTests(
          context,
          scripts.filter(({ directory }) => directory === forge),
        ),
      );
    }
    const status = await runInSuite(context, [
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      join(context.workspace.root, 'packages/forge/src/contract/main.ts'),
      'summarize',
      context.contractReports,
    ]);
    context.say(await logEnd(context.log, 1));
    counts.push({
      passed: status === 0 ? 1 : 0,
      failed: status === 0 ? 0 : 1,
      skipped: 0,
    });
    return sum(counts);
  },
};
