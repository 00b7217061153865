import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './startServer.ts';

// A server to make databases on. `make test` sets it.
const serverUrl = process.env.TEST_DATABASE_URL ?? '';

/** A new database, which is gone after the test. */
async function newDatabase(): Promise<string> {
  const admin = postgres(serverUrl, { onnotice: () => undefined });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin`create database ${admin(name)}`;
  onTestFinished(async () => {
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  });
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

function migrate(database: string) {
  return spawnSync(process.execPath, ['build/server/index.js', 'migrate'], {
    env: { DATABASE_URL: database },
    encoding: 'utf8',
  });
}

test('a migration that reaches no database fails, without its password', () => {
  const { status, stdout } = migrate('postgres://user:secret@localhost:1/none');
  expect(status).toBe(1);
  expect(stdout).toContain('failed');
  expect(stdout).not.toContain('secret');
});

test.skipIf(serverUrl === '')('notes are stored, and read again', async () => {
  const url = await newDatabase();
  expect(migrate(url).status).toBe(0);
  expect(migrate(url).stdout).not.toContain('applied');

  const server = await startServer({ DATABASE_URL: url });
  onTestFinished(() => {
    server.process.kill('SIGKILL');
  });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const add = (text: string) =>
    fetch(`${server.url}/notes`, {
      method: 'POST',
      body: new URLSearchParams({ text }),
    });
  const text = `<b>'); drop table notes; -- ${String(Date.now())}`;
  const response = await add(text);
  expect(response.redirected).toBe(true);
  expect(await response.text()).toContain(
    text.replace('<b>', '&lt;b&gt;').replace("'", '&#x27;'),
  );
  expect((await add('a\0b')).status).toBe(400);
  expect((await add('x'.repeat(501))).status).toBe(400);
});
