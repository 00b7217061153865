import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { type Option, renderTsService } from '../support/appBaseTs.ts';
import { writeFiles } from '../support/render.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';

/** Runs what the image holds, as the image does, and says where it listens. */
async function startImage(
  context: TestContext,
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const child = spawn(process.execPath, ['build/server/index.js'], {
    cwd: directory,
    env: { NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
    if (msg === 'listening') {
      child.stdout.resume();
      return {
        url: `http://127.0.0.1:${port}`,
        stop: async () => {
          child.kill('SIGTERM');
          return (await exited)[0];
        },
      };
    }
  }
  throw new Error('the server ended before it listened');
}

const cases: { options: Option[]; ready: number }[] = [
  { options: [], ready: 200 },
  // Without its database it is alive, and gets no requests.
  { options: ['postgresql', 'media'], ready: 503 },
];

for (const { options, ready } of cases) {
  const what = options.join(' and ') || 'no options';
  test(`a generated service with ${what} passes its own checks and runs`, async t => {
    const directory = join(await temporaryDirectory(t), 'service');
    await writeFiles(directory, await renderTsService(options, { name: 'e1' }));
    const make = await tool('make');

    await t.test('the lock file is what package.json asks for', async () => {
      await execute('npm', ['ci', '--no-audit', '--no-fund'], {
        cwd: directory,
      });
    });
    await t.test('make lint', async () => {
      await execute(make, ['lint'], { cwd: directory });
    });
    // What make test runs once it has started a database with Docker. The test that stores notes
    // needs one, and runs where TEST_DATABASE_URL names it.
    await t.test('npm test', async () => {
      await execute('npm', ['test'], { cwd: directory });
    });
    await t.test('make build', async () => {
      await execute(make, ['build'], { cwd: directory });
    });
    await t.test('what the image copies is enough to run', async t1 => {
      const image = join(await temporaryDirectory(t1), 'app');
      await mkdir(image);
      for (const path of ['package.json', 'build']) {
        await cp(join(directory, path), join(image, path), { recursive: true });
      }
      const { url, stop } = await startImage(t1, image, {
        DATABASE_URL: 'postgres://localhost:1/none',
        MEDIA_DIR: join(image, 'media'),
      });
      const status = async (path: string) =>
        (await fetch(`${url}${path}`)).status;
      assert.equal(await status('/healthz'), 200);
      assert.equal(await status('/readyz'), ready);
      assert.equal(await status('/'), 200);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      assert.match(
        metrics,
        /http_request_duration_seconds_count\{.*route="\/"/,
      );
      assert.equal(await stop(), 0);
    });
  });
}
