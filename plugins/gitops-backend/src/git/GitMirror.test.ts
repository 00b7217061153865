import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitFixture } from '../testing/GitFixture';
import { GitMirror } from './GitMirror';

describe('GitMirror', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mirror-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('brings a pull request of a fork, which is on no branch, and only that', async () => {
    const remote = await GitFixture.create(join(directory, 'remote'));
    const main = await remote.commit({ 'README.md': 'one' });
    const head = await remote.commit({ 'README.md': 'two' });
    const other = await remote.commit({ 'README.md': 'three' });
    await remote.git('update-ref', 'refs/pull/7/head', head);
    await remote.git('update-ref', 'refs/pull/8/head', other);
    await remote.git('update-ref', 'refs/heads/main', main);
    const mirror = new GitMirror({
      directory: join(directory, 'mirror.git'),
      url: remote.directory,
      branch: 'main',
      authorization: async () => undefined,
      protocols: ['file'],
    });
    await mirror.fetch();
    expect(await mirror.objects.commitOf(head)).toBeUndefined();
    await mirror.fetchPullRequest(7);
    expect(await mirror.objects.commitOf(head)).toBe(head);
    expect(await mirror.changedPaths(main, head)).toEqual(['README.md']);
    expect(await mirror.objects.commitOf(other)).toBeUndefined();
    await mirror.fetch();
    expect(await mirror.objects.commitOf(head)).toBe(head);
    await expect(mirror.fetchPullRequest(9)).rejects.toThrow('git fetch');
  });
});
