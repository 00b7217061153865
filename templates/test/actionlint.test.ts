import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkTools } from './support/checkTools.ts';
import { renderGitOps, writeFiles } from './support/render.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute } from './support/tools.ts';
import { gitOpsValues } from './support/values.ts';

test('the workflow of the GitOps repository passes actionlint', async t => {
  const { actionlint } = await checkTools();
  const directory = await temporaryDirectory(t);
  const files = await renderGitOps(gitOpsValues);
  await writeFiles(directory, files);
  const workflows = files
    .map(({ path }) => path)
    .filter(path => /^\.github\/workflows\/.*\.ya?ml$/.test(path));
  assert.notEqual(workflows.length, 0);
  // Shell inside of workflows is for shellcheck, which not every machine has.
  await execute(
    actionlint,
    ['-no-color', '-shellcheck=', '-pyflakes=', ...workflows],
    { cwd: directory },
  );

  await writeFiles(join(directory, 'wrong'), [
    {
      path: '.github/workflows/wrong.yml',
      content: 'on: push\njobs: { a: { runs-on: ubuntu-latest } }\n',
      executable: false,
    },
  ]);
  await assert.rejects(
    execute(actionlint, ['-no-color', 'wrong/.github/workflows/wrong.yml'], {
      cwd: directory,
    }),
    /"steps" section is missing/,
  );
});
