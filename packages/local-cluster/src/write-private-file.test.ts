import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writePrivateFile } from './write-private-file.ts';

test('only the owner can read the file, and it is left alone when it is right', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-file-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'deep', 'token');

  await writePrivateFile(path, 'one');
  const first = await stat(path);
  assert.equal(first.mode & 0o777, 0o600);
  await writePrivateFile(path, 'one');
  assert.equal((await stat(path)).ino, first.ino);
  await writePrivateFile(path, 'two');
  assert.equal(await readFile(path, 'utf8'), 'two');
  assert.deepEqual(await readdir(join(folder, 'deep')), ['token']);
});
