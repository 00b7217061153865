import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { startForge, type TestForge } from '../testing/startForge.ts';

const MIB = 1024 * 1024;

let forge: TestForge;
before(async () => {
  forge = await startForge();
  await forge
    .as('owner')
    .rest.repos.createInOrg({ org: 'acme', name: 'big', auto_init: true });
});
after(() => forge.dispose());

it('serves what is long without listening once more for every part of it', async () => {
  const warnings: string[] = [];
  const onWarning = ({ name, message }: Error) => {
    if (name === 'MaxListenersExceededWarning') warnings.push(message);
  };
  process.on('warning', onWarning);
  const content = randomBytes(8 * MIB);
  const clone = (name: string) =>
    forge.git(
      forge.directory,
      'clone',
      '-q',
      forge.remote('owner', 'acme/big'),
      join(forge.directory, name),
    );
  await clone('first');
  const first = join(forge.directory, 'first');
  await writeFile(join(first, 'big.bin'), content);
  await forge.git(first, 'add', '--all');
  await forge.git(first, 'commit', '-q', '-m', 'feat: big');
  await forge.git(first, 'push', '-q', 'origin', 'HEAD');
  await clone('second');
  process.off('warning', onWarning);
  const received = await readFile(join(forge.directory, 'second', 'big.bin'));
  assert.ok(received.equals(content));
  assert.deepEqual(warnings, []);
});
