import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { test } from 'node:test';
import pg from 'pg';
import { Supervisor } from '../supervisor/supervisor.ts';
import { temporaryDirectory } from '../supervisor/testing.ts';
import { unusedPort } from '../system/ports.ts';
import { POSTGRES_USER, postgresPart } from './postgres.ts';

test('PostgreSQL starts from nothing, asks for its password, and finds its data again', async t => {
  const stateDir = await temporaryDirectory(t);
  await chmod(stateDir, 0o755);
  const port = await unusedPort();
  const options = { stateDir, port, password: 'a-long-password' };
  const query = async (text: string, password = options.password) => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: POSTGRES_USER,
      password,
      database: 'postgres',
    });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  // Stopped here and not after the test, which removes the directory under it.
  const whileItRuns = async (work: () => Promise<void>) => {
    const supervisor = new Supervisor({ logsDir: stateDir });
    try {
      await supervisor.add([await postgresPart(options)]);
      await supervisor.ready('postgres');
      await work();
    } finally {
      await supervisor.stop();
    }
  };

  await whileItRuns(async () => {
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    await assert.rejects(query('SELECT 1', 'wrong'), /password/);
  });
  await whileItRuns(async () => {
    assert.deepEqual(await query('SELECT answer FROM kept'), [{ answer: 42 }]);
  });
});
