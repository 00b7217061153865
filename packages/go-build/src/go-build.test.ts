import assert from 'node:assert/strict';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { goBuild } from './go-build.ts';
import { pruneVersions } from './prune.ts';

/** Stands in for the compiler: writes its environment into what it makes, and counts its builds. */
const compiler = `#!/bin/sh
[ "$1" = env ] && { echo go1.26.1; exit; }
echo build >> "$FAKE_BUILDS"
if [ -n "$FAKE_FAILURE" ]; then echo "$FAKE_FAILURE" >&2; exit 1; fi
while [ "$1" != -o ]; do shift; done
output=$2; shift 2
case "$output" in
  */) for package; do echo "$GOOS" > "$output\${package##*/}"; done ;;
  *) echo "$GOOS" > "$output" ;;
esac
`;

let folder: string;
const environment = { ...process.env };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-go-build-'));
  for (const name of ['path', 'module']) {
    await mkdir(join(folder, name));
  }
  await writeFile(join(folder, 'path', 'go'), compiler);
  await chmod(join(folder, 'path', 'go'), 0o755);
  await writeFile(join(folder, 'module', 'go.mod'), 'module x\n\ngo 1.26\n');
  await writeFile(join(folder, 'module', 'go.sum'), '');
  process.env.PATH = `${join(folder, 'path')}:/usr/bin:/bin`;
  process.env.FAKE_BUILDS = join(folder, 'builds');
});

afterEach(async () => {
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, environment);
  await rm(folder, { recursive: true, force: true });
});

describe('goBuild', () => {
  test('compiles once for everyone who asks, then needs no Go', async () => {
    const progress: string[] = [];
    const onProgress = (text: string) => void progress.push(text);
    const [one, other] = await Promise.all([
      build({ onProgress }),
      build({ onProgress }),
    ]);
    assert.equal(one, other);
    assert.equal(await readFile(join(one, 'program.wasm'), 'utf8'), 'wasip1\n');
    assert.deepEqual(progress.sort(), [
      'compiling the program',
      'waiting for another process that compiles the program',
    ]);
    await rm(join(folder, 'path', 'go'));
    assert.equal(await build(), one);
    assert.equal(await builds(), 1);
    assert.deepEqual(
      (await readdir(join(folder, 'cache', 'programs'))).length,
      2,
      'the version and the log of its build',
    );
  });

  test('names several programs as they were asked for', async () => {
    const packages = { one: 'example.org/one', two: 'example.org/cmd/second' };
    const bin = await build({ packages });
    assert.deepEqual((await readdir(bin)).sort(), ['one', 'two']);
  });

  test('compiles again when sources, arguments or environment differ, not when a test does', async () => {
    const first = await build();
    await writeFile(join(folder, 'module', 'x_test.go'), 'package x');
    assert.equal(await build(), first);
    await writeFile(join(folder, 'module', 'x.go'), 'package x');
    const second = await build();
    const third = await build({ arguments: ['-tags=y'] });
    const fourth = await build({ environment: { GOOS: 'linux' } });
    assert.equal(new Set([first, second, third, fourth]).size, 4);
    assert.equal(await builds(), 4);
  });

  test('leaves nothing half done, and says what mends it', async () => {
    process.env.FAKE_FAILURE = 'undefined: x';
    await assert.rejects(
      build(),
      /^GoBuildError: The program could not be compiled; .*\.log$/,
    );
    process.env.FAKE_FAILURE = 'write: no space left on device';
    await assert.rejects(build(), /disk filled up while compiling the program/);
    delete process.env.FAKE_FAILURE;
    await access(join(await build(), 'program.wasm'));
    process.env.PATH = join(folder, 'nothing');
    await assert.rejects(
      build({ arguments: [] }),
      /Go is not on PATH; Go 1\.26 or newer/,
    );
  });
});

test('versions that nothing has asked for in a week go, but never the last three', async () => {
  const day = 24 * 60 * 60_000;
  const make = async (name: string, daysAgo: number) => {
    const path = join(folder, 'versions', name);
    await mkdir(path, { recursive: true });
    const at = new Date(Date.now() - daysAgo * day);
    await utimes(path, at, at);
  };
  const version = (digit: string) => digit.repeat(16);
  await make(version('a'), 8);
  await make(version('b'), 9);
  await make(version('c'), 10);
  await make(version('d'), 11);
  await make(`${version('e')}.Xy12`, 12);
  await make(`${version('f')}.Xy12`, 1);
  await pruneVersions(join(folder, 'versions'));
  assert.deepEqual((await readdir(join(folder, 'versions'))).sort(), [
    version('a'),
    version('b'),
    version('c'),
    `${version('f')}.Xy12`,
  ]);
});

function build(options: Partial<Parameters<typeof goBuild>[0]> = {}) {
  return goBuild({
    name: 'programs',
    subject: 'the program',
    moduleDirectory: join(folder, 'module'),
    packages: { 'program.wasm': '.' },
    environment: { GOOS: 'wasip1' },
    cacheDir: join(folder, 'cache'),
    ...options,
  });
}

async function builds(): Promise<number> {
  const text = await readFile(join(folder, 'builds'), 'utf8');
  return text.trim().split('\n').length;
}
