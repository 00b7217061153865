import assert from 'node:assert/strict';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCollector } from '../support/collector.ts';
import { missing, newDatabase } from '../support/database.ts';
import { makeDev, unusedPorts } from '../support/makeDev.ts';
import { services } from '../support/matrix.ts';
import { writeFiles } from '../support/render.ts';
import { startServer } from '../support/startServer.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';

for (const { of, files } of await services('app-base-ts')) {
  const { postgresql = false, media = false } = of.answers;
  const what =
    [postgresql && 'PostgreSQL', media && 'media']
      .filter(Boolean)
      .join(' and ') || 'no options';
  const needs = { postgresql: Boolean(postgresql), redis: false };

  test(`a TypeScript service with ${what} passes its own checks and runs`, async t => {
    const directory = join(await temporaryDirectory(t), 'service');
    await writeFiles(directory, files);
    const make = await tool('make');
    // Without its database it is alive, and gets no requests.
    const env = {
      PORT: '0',
      DATABASE_URL: 'postgres://localhost:1/none',
      MEDIA_DIR: join(directory, 'media'),
    };

    await t.test('the lock file is what package.json asks for', async () => {
      await execute('npm', ['ci', '--prefer-offline', '--no-audit'], {
        cwd: directory,
      });
    });
    await t.test('make lint', async () => {
      await execute(make, ['lint'], { cwd: directory });
    });
    // Without a database of ours, the tests ask Docker for one.
    await t.test('make test', { skip: missing(needs) }, async () => {
      await execute(make, ['test'], { cwd: directory });
    });
    await t.test(
      'pages show without a build while they are written',
      async run => {
        const { dev } = JSON.parse(
          await readFile(join(directory, 'package.json'), 'utf8'),
        ).scripts;
        const [program, ...args] = dev.split(' ');
        assert.equal(program, 'node');
        const { url } = await startServer(
          run,
          [
            process.execPath,
            ...args.filter((part: string) => !part.startsWith('--watch')),
          ],
          { cwd: directory, env },
        );
        assert.match(await (await fetch(url)).text(), /<h1>e1<\/h1>/);
      },
    );
    if (!postgresql && !media) {
      await t.test('make dev runs it, and stops it', async run => {
        const [port] = await unusedPorts(1);
        const url = `http://localhost:${port}`;
        const dev = await makeDev(run, directory, {
          env: { PORT: String(port) },
          urls: [`${url}/readyz`],
        });
        assert.match(await (await fetch(url)).text(), /<h1>e1<\/h1>/);
        await dev.stop();
      });
    }
    await t.test('make build', async () => {
      await execute(make, ['build'], { cwd: directory });
    });
    await t.test(
      'what the image copies is enough to run',
      { skip: missing(needs) },
      async run => {
        const image = join(await temporaryDirectory(run), 'app');
        await mkdir(image);
        for (const path of ['package.json', 'build']) {
          await cp(join(directory, path), join(image, path), {
            recursive: true,
          });
        }
        const program = [process.execPath, 'build/server/index.js'] as const;
        const collector = await startCollector(run);
        const own = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
        if (postgresql) {
          const alone = await startServer(run, program, {
            cwd: image,
            env: own,
          });
          assert.equal((await fetch(`${alone.url}/readyz`)).status, 503);
          assert.equal(await alone.stop(), 0);
          own.DATABASE_URL = await newDatabase(run);
          await execute(program[0], [program[1], 'migrate'], {
            cwd: image,
            env: own,
          });
        }
        const { url, stop } = await startServer(run, program, {
          cwd: image,
          env: own,
        });
        for (const path of ['/healthz', '/readyz', '/']) {
          assert.equal((await fetch(url + path)).status, 200, path);
        }
        const metrics = await (await fetch(`${url}/metrics`)).text();
        assert.match(
          metrics,
          /http_request_duration_seconds_count\{.*route="\/"/,
        );
        assert.equal(await stop(), 0);
        assert.match(collector.traces(), /GET/);
      },
    );
  });
}
