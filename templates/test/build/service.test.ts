import { join } from 'node:path';
import { test } from 'node:test';
import { renderService, writeFiles } from '../support/render.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';
import { serviceValues } from '../support/values.ts';

test('a generated service passes its own checks, tests and builds', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(
    directory,
    await renderService(
      serviceValues({ name: 'e1', goModule: 'github.com/acme/e1' }),
    ),
  );
  const make = await tool('make');
  const frontend = join(directory, 'frontend');

  await t.test('the lock file is what package.json asks for', async () => {
    await execute('npm', ['ci', '--no-audit', '--no-fund'], { cwd: frontend });
  });
  for (const verb of ['lint', 'test', 'build']) {
    await t.test(`make ${verb}`, async () => {
      await execute(make, [verb], { cwd: directory });
    });
  }
  await t.test('modules are what go.sum says', async () => {
    await execute('go', ['mod', 'verify'], { cwd: join(directory, 'backend') });
  });
});
