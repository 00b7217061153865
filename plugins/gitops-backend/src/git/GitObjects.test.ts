import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitFixture } from '../testing/GitFixture';
import { GitObjects, MergeConflictError } from './GitObjects';

describe('GitObjects', () => {
  let directory: string;
  let fixture: GitFixture;
  let objects: GitObjects;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'git-objects-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    objects = new GitObjects(join(fixture.directory, '.git'));
    await fixture.commit({ a: 'one\n', b: 'one\n' });
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('merges a stale branch without taking back what came after it', async () => {
    await fixture.git('checkout', '--quiet', '-b', 'stale');
    const theirs = await fixture.commit({ a: 'two\n' });
    await fixture.git('checkout', '--quiet', 'main');
    const ours = await fixture.commit({ b: 'two\n' });
    const tree = await objects.mergedTree(ours, theirs);
    const files = await objects.listFiles(tree);
    expect(files.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(await objects.readBlobs(files.map(({ oid }) => oid))).toEqual([
      'two\n',
      'two\n',
    ]);
  });

  it('names the files that conflict', async () => {
    await fixture.git('checkout', '--quiet', '-b', 'other');
    const theirs = await fixture.commit({ a: 'theirs\n' });
    await fixture.git('checkout', '--quiet', 'main');
    const ours = await fixture.commit({ a: 'ours\n' });
    const error = await objects
      .mergedTree(ours, theirs)
      .catch(caught => caught);
    expect(error).toBeInstanceOf(MergeConflictError);
    expect(error).toMatchObject({ files: ['a'] });
  });

  it.each(['nowhere', '--all', 'main:a', '0'.repeat(40)])(
    'knows no commit by %s',
    async name => {
      expect(await objects.commitOf(name)).toBeUndefined();
    },
  );

  it('tells links from files, whatever a name holds', async () => {
    const commit = await fixture.commit({
      'with\ttab': 'x',
      link: { link: '/etc/passwd' },
    });
    const files = await objects.listFiles(commit);
    expect(files).toContainEqual(
      expect.objectContaining({ path: 'with\ttab', size: 1, regular: true }),
    );
    expect(files).toContainEqual(
      expect.objectContaining({ path: 'link', regular: false }),
    );
    expect(await objects.treeOf(commit)).toMatch(/^[0-9a-f]{40}$/);
  });
});
