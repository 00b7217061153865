import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packageFile } from './packageFile';
import { BUILD_MS, rendererWasm } from './testing/rendererWasm';

/** What it takes to load the sources and start a worker; everything else that Node.js can forbid is forbidden. */
const RIGHTS = [
  '--permission',
  '--allow-fs-read=*',
  '--allow-worker',
  '--allow-addons',
];

const withRights = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    ['--disable-warning=SecurityWarning', ...RIGHTS, ...args],
    { env: {} },
  );

it(
  'renders, and refuses, all the same where it may start no process and write no file',
  async () => {
    const { stdout } = await withRights(
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      packageFile('measure', 'hostile.ts'),
      await rendererWasm(),
    );
    const { inputs, unexpected } = JSON.parse(stdout);
    expect(unexpected).toEqual([]);
    expect(inputs).toBeGreaterThan(60);
  },
  BUILD_MS,
);

it.each([
  ['start a process', `require('node:child_process').spawnSync('true')`],
  ['write a file', `require('node:fs').writeFileSync('/dev/null', '')`],
  [
    'start WASI of Node.js’ own',
    `new (require('node:wasi').WASI)({ version: 'preview1' })`,
  ],
])('would fail if it tried to %s', async (_what, code) => {
  await expect(withRights('--eval', code)).rejects.toThrow('ERR_ACCESS_DENIED');
});
