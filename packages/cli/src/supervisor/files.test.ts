import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { processFacts } from '../system/processes.ts';
import { takeLock } from './lock.ts';
import { rotateLogs } from './log-rotation.ts';
import { socketPath } from './socket-path.ts';
import { temporaryDirectory } from './testing.ts';

test('a lock has one holder, and is free again when that process is gone', async t => {
  const file = join(await temporaryDirectory(t), 'lock');
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  t.after(() => other.kill('SIGKILL'));
  await once(other, 'spawn');
  const holder = await processFacts(other.pid ?? 0);
  assert.ok(holder);
  const { pid, startTime } = holder;
  await writeFile(file, JSON.stringify({ pid, startTime }));
  assert.deepEqual(await takeLock(file), {
    held: false,
    by: { pid, startTime },
  });

  other.kill('SIGKILL');
  await once(other, 'exit');
  assert.deepEqual(await takeLock(file), { held: true });
  assert.equal(JSON.parse(await readFile(file, 'utf8')).pid, process.pid);
});

test('the same number of another process does not hold a lock', async t => {
  const file = join(await temporaryDirectory(t), 'lock');
  await writeFile(file, JSON.stringify({ pid: process.pid, startTime: '1' }));
  assert.deepEqual(await takeLock(file), { held: true });
});

test('a log that grew too large moves aside while its part goes on writing', async t => {
  const directory = await temporaryDirectory(t);
  const [large, small] = ['large.log', 'small.log'].map(name =>
    join(directory, name),
  );
  assert.ok(large && small);
  await writeFile(small, 'short');
  const writer = await open(large, 'a');
  t.after(() => writer.close());
  await writer.write('x'.repeat(100));
  await rotateLogs(directory, 50);
  await writer.write('after');
  assert.equal(await readFile(large, 'utf8'), 'after');
  assert.equal(await readFile(`${large}.1`, 'utf8'), 'x'.repeat(100));
  assert.equal(await readFile(small, 'utf8'), 'short');
});

test('a state directory too deep for a socket gets a short one', () => {
  assert.equal(
    socketPath('/srv/slipway/.slipway'),
    '/srv/slipway/.slipway/run/supervisor.sock',
  );
  const deep = `/srv/${'deep/'.repeat(30)}`;
  assert.ok(Buffer.byteLength(socketPath(deep)) <= 103);
  assert.notEqual(socketPath(deep), socketPath(`${deep}er`));
});
