import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { chat } from '../support/chat.ts';
import { startCollector } from '../support/collector.ts';
import { missing, newDatabase, redis } from '../support/database.ts';
import { makeDev, unusedPorts } from '../support/makeDev.ts';
import { services } from '../support/matrix.ts';
import { writeFiles } from '../support/render.ts';
import { startServer } from '../support/startServer.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';

for (const { of, files } of await services('app-base-go-react')) {
  const data = String(of.answers.data);
  const needs = {
    postgresql: data !== 'none',
    redis: data === 'postgresql-redis',
  };
  test(`a Go and React service with data in ${data} passes its own checks and runs`, async t => {
    const directory = await temporaryDirectory(t);
    await writeFiles(directory, files);
    const backend = join(directory, 'backend');
    const program = join(backend, 'bin/server');
    const make = await tool('make');

    await t.test('the lock file is what package.json asks for', async () => {
      await execute('npm', ['ci', '--prefer-offline', '--no-audit'], {
        cwd: join(directory, 'frontend'),
      });
    });
    // Tests of the backend run with the race detector.
    for (const verb of ['lint', 'test', 'build']) {
      // Without a database of ours, the tests ask Docker for one.
      const skip = verb === 'test' && missing({ ...needs, redis: false });
      await t.test(`make ${verb}`, { skip }, async () => {
        await execute(make, [verb], { cwd: directory });
      });
    }
    if (!needs.postgresql) {
      await t.test('make dev runs both halves, and stops both', async run => {
        const [backendPort, frontendPort] = await unusedPorts(2);
        const pages = `http://localhost:${frontendPort}`;
        const dev = await makeDev(run, directory, {
          env: {
            BACKEND_PORT: String(backendPort),
            FRONTEND_PORT: String(frontendPort),
          },
          urls: [`http://localhost:${backendPort}/readyz`, pages],
        });
        assert.match(await (await fetch(pages)).text(), /<div id="root">/);
        const info = await fetch(`${pages}/api/v1/info`);
        assert.deepEqual(Object.keys((await info.json()) as object).sort(), [
          'commit',
          'environment',
          'name',
          'version',
        ]);
        await dev.stop();
      });
    }
    await t.test('modules are what go.sum says', async () => {
      await execute('go', ['mod', 'verify'], { cwd: backend });
    });
    await t.test('it refuses what it does not know', async () => {
      await assert.rejects(
        execute(program, ['remove-everything'], { cwd: backend }),
        /unknown arguments/,
      );
    });
    await t.test(
      'it answers, and stops when told',
      { skip: missing(needs) },
      async run => {
        const collector = await startCollector(run);
        const env = {
          LISTEN_ADDRESS: '127.0.0.1:0',
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          ...(needs.postgresql ? { DATABASE_URL: await newDatabase(run) } : {}),
          ...(needs.redis ? { REDIS_URL: redis() } : {}),
        };
        if (needs.postgresql) {
          await execute(program, ['migrate'], { cwd: backend, env });
        }
        const service = await startServer(run, [program], {
          cwd: backend,
          env,
        });
        for (const path of ['/healthz', '/readyz', '/api/v1/info']) {
          assert.equal((await fetch(service.url + path)).status, 200, path);
        }
        if (needs.postgresql) {
          await chat(service.url);
        }
        const metrics = await fetch(`${service.url}/metrics`);
        assert.match(
          await metrics.text(),
          /http_request_duration_seconds_count\{method="GET",route="GET \/api\/v1\/info",status="200"\} 1/,
        );
        assert.equal(await service.stop(), 0);
        assert.match(collector.traces(), /GET \/api\/v1\/info/);
      },
    );
  });
}
