import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeFiles } from '../support/render.ts';
import { startBackend, startCollector } from '../support/runningService.ts';
import { scaffoldService } from '../support/scaffold.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';

const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } =
  process.env;

const choices = [
  { data: 'none', missing: false },
  {
    data: 'postgresql',
    missing: databaseUrl ? false : 'needs PostgreSQL: set TEST_DATABASE_URL',
  },
  {
    data: 'postgresql-redis',
    missing:
      databaseUrl && redisUrl
        ? false
        : 'needs PostgreSQL and Redis: set TEST_DATABASE_URL and TEST_REDIS_URL',
  },
];

for (const { data, missing } of choices) {
  test(`a backend with ${data} passes its checks and tests, and runs`, async t => {
    const directory = await temporaryDirectory(t);
    await writeFiles(directory, await scaffoldService({ data }));
    const backend = join(directory, 'backend');
    const program = join(backend, 'bin/server');
    const make = await tool('make');

    await t.test(
      'it is formatted, vetted, and its modules are tidy',
      async () => {
        await execute(make, ['lint-backend'], { cwd: directory });
        await execute('go', ['mod', 'verify'], { cwd: backend });
      },
    );
    await t.test('its tests pass with the race detector', async () => {
      await execute(make, ['test-backend'], { cwd: directory });
    });
    await t.test('it builds', async () => {
      await execute('go', ['build', '-o', program, './cmd/server'], {
        cwd: backend,
        env: { CGO_ENABLED: '0' },
      });
    });
    await t.test('it refuses what it does not know', async () => {
      await assert.rejects(
        execute(program, ['remove-everything'], { cwd: backend }),
        /unknown arguments/,
      );
    });
    await t.test(
      'it answers, and stops when told',
      { skip: missing },
      async run => {
        const collector = await startCollector(run);
        const env = {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          ...(data === 'none' ? {} : { DATABASE_URL: databaseUrl ?? '' }),
          ...(data === 'postgresql-redis' ? { REDIS_URL: redisUrl ?? '' } : {}),
        };
        if (data !== 'none') {
          await execute(program, ['migrate'], { cwd: backend, env });
        }
        const service = await startBackend(run, program, env);
        for (const path of ['/healthz', '/readyz', '/api/v1/info']) {
          assert.equal((await fetch(service.url + path)).status, 200, path);
        }
        if (data !== 'none') {
          await chat(service.url);
        }
        const metrics = await fetch(`${service.url}/metrics`);
        assert.match(
          await metrics.text(),
          /http_request_duration_seconds_count\{method="GET",route="GET \/api\/v1\/info",status="200"\} 1/,
        );
        assert.equal(await service.stop(), 0);
        assert.match(
          Buffer.concat(collector.traces).toString('latin1'),
          /GET \/api\/v1\/info/,
        );
      },
    );
  });
}

/** Registers, logs in, says something, reads it back, and logs out. */
async function chat(url: string) {
  const post = (path: string, body: object, token = '') =>
    fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(body),
    });
  // The database may be of an earlier run, which registered somebody else.
  const name = `ada-${crypto.randomUUID().slice(0, 8)}`;
  const text = `Hello from ${name}`;
  const credentials = { name, password: 'correct horse battery' };

  assert.equal((await post('register', credentials)).status, 201);
  assert.equal((await post('register', credentials)).status, 409);
  assert.equal((await post('messages', { text })).status, 401);
  const login = await post('login', credentials);
  assert.equal(login.status, 200);
  const { token } = (await login.json()) as { token: string };
  assert.equal((await post('messages', { text }, token)).status, 201);
  const read = await fetch(`${url}/api/v1/messages?limit=1`);
  const { messages } = (await read.json()) as {
    messages: { author: string; text: string }[];
  };
  assert.deepEqual(
    messages.map(one => [one.author, one.text]),
    [[name, text]],
  );
  assert.equal((await post('logout', {}, token)).status, 204);
  assert.equal((await post('messages', { text }, token)).status, 401);
}
