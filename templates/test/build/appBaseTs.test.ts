import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { type Option, renderTsService } from '../support/appBaseTs.ts';
import { writeFiles } from '../support/render.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';

/** Runs a server with Node.js until the test ends, and says where it listens. */
async function startServer(
  context: TestContext,
  directory: string,
  args: readonly string[],
): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: {
      PORT: '0',
      DATABASE_URL: 'postgres://localhost:1/none',
      MEDIA_DIR: join(directory, 'media'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) {
      // Vite's own, while pages are written.
      continue;
    }
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
    await t.test(
      'pages show without a build while they are written',
      async t1 => {
        const { dev } = JSON.parse(
          await readFile(join(directory, 'package.json'), 'utf8'),
        ).scripts;
        const args = dev
          .split(' ')
          .filter((part: string) => !part.startsWith('--watch'));
        assert.equal(args.shift(), 'node');
        const { url } = await startServer(t1, directory, args);
        assert.match(await (await fetch(url)).text(), /<h1>e1<\/h1>/);
      },
    );
    await t.test('make build', async () => {
      await execute(make, ['build'], { cwd: directory });
    });
    await t.test('what the image copies is enough to run', async t1 => {
      const image = join(await temporaryDirectory(t1), 'app');
      await mkdir(image);
      for (const path of ['package.json', 'build']) {
        await cp(join(directory, path), join(image, path), { recursive: true });
      }
      const { url, stop } = await startServer(t1, image, [
        'build/server/index.js',
      ]);
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
