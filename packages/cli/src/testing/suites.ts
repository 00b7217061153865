import { dirname } from 'node:path';
import { contractSuite } from './contract.ts';
import { e2eSuite } from './e2e.ts';
import { imageSuite } from './image.ts';
import { nodeTestScripts, runNodeTests } from './node-tests.ts';
import { checks } from './suite.ts';
import type { Suite } from './suite.ts';
import { templatesSuite } from './templates.ts';
import { unitSuite } from './unit.ts';

const cli = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  'packages/cli/src/main.ts',
];

const noOutput = [
  '--noEmit',
  '--emitDeclarationOnly',
  'false',
  '--incremental',
  'false',
];

/** Every suite, in the order in which they are run: what fails fast comes first. */
export const suites: readonly Suite[] = [
  checks('format', 'formatting of all files', [
    ['yarn', 'prettier', '--check', '.'],
  ]),
  checks('shell', 'syntax of the shell scripts', [
    ['sh', '-n', 'slipway'],
    ['bash', '-n', '.ci/run'],
  ]),
  checks('licenses', 'licences of all dependencies', [[...cli, 'licenses']]),
  checks('types', 'types of all packages', [
    ['yarn', 'tsc', '-p', 'tsconfig.json', ...noOutput],
    ['yarn', 'tsc', '-p', 'tsconfig.node.json'],
  ]),
  checks('lint', 'lint of all packages', [
    ['yarn', 'backstage-cli', 'repo', 'lint'],
  ]),
  unitSuite,
  templatesSuite,
  nodeSuite(
    'cluster',
    'a local cluster with its Argo CD',
    ({ script }) => script === 'test:cluster' || script === 'test:integration',
  ),
  e2eSuite,
  contractSuite,
  imageSuite,
];

function nodeSuite(
  name: string,
  summary: string,
  selects: (script: { directory: string; script: string }) => boolean,
): Suite {
  return {
    name,
    summary,
    async run(context) {
      const scripts = await nodeTestScripts(context.workspace.root);
      const { kustomize } = (await context.tools()).binaries;
      return runNodeTests(context, scripts.filter(selects), {
        SLIPWAY_TOOLS_BIN: dirname(kustomize),
      });
    },
  };
}
