import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { readTypes, writeBlobs } from './blobs.ts';
import { runGit } from './run.ts';

let directory: string;
let processes = 0;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'forge-blobs-'));
  await runGit(['init', '--quiet', '--bare', directory]);
});
after(() => rm(directory, { recursive: true, force: true }));

async function git(
  args: readonly string[],
  options: { input?: Buffer } = {},
): Promise<Buffer> {
  processes += 1;
  return (await runGit([`--git-dir=${directory}`, ...args], options)).stdout;
}

it('writes and knows any number of blobs by one process each, whatever they hold', async () => {
  const contents = [
    '',
    'no line end',
    'done\nblob\nmark :1\ndata 1\nx\n',
    '\0\ud83d\ude80\n',
    'twice',
    'twice',
    ...Array.from({ length: 200 }, (_, at) => `tag: "${at}"\n`),
  ].map(text => Buffer.from(text));
  processes = 0;
  const shas = await writeBlobs(git, contents);
  const types = await readTypes(git, [...shas, '1'.repeat(40)]);
  assert.equal(processes, 2);
  assert.deepEqual(types, new Map(shas.map(sha => [sha, 'blob'])));
  for (const [at, content] of contents.slice(0, 6).entries()) {
    const sha = shas[at] ?? '';
    assert.deepEqual(await git(['cat-file', 'blob', sha]), content);
  }
  assert.equal(new Set(shas).size, contents.length - 1);
  assert.deepEqual(await writeBlobs(git, []), []);
  assert.deepEqual(await readTypes(git, []), new Map());
});
