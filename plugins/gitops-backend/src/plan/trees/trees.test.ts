import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitObjects } from '../../git/GitObjects';
import { GitFixture } from '../../testing/GitFixture';
import { changedPaths, ObjectTree } from './ObjectTree';
import { ProposedTree } from './ProposedTree';

describe('trees', () => {
  let directory: string;
  let fixture: GitFixture;
  let objects: GitObjects;
  let base: ObjectTree;

  const load = async (files: Parameters<GitFixture['commit']>[0]) =>
    ObjectTree.load(objects, await fixture.commit(files));

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'trees-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    objects = new GitObjects(join(fixture.directory, '.git'));
    base = await load({
      'a.yaml': 'a',
      'b/c.yaml': 'c',
      large: 'x'.repeat(9e6),
    });
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('reads contents in the order that was asked, in more than one go', async () => {
    const oids = ['large', 'a.yaml', 'large', 'b/c.yaml'].map(
      path => base.files.get(path)?.oid ?? '',
    );
    const texts = await base.read(oids);
    expect(texts.map(text => text.slice(0, 1))).toEqual(['x', 'a', 'x', 'c']);
  });

  it('is the commit that proposed files become', async () => {
    const proposed = new ProposedTree(base, [
      { path: 'a.yaml', content: 'naïve' },
      { path: 'b/c.yaml', content: null },
      { path: 'd/e.yaml', content: 'e' },
    ]);
    const committed = await load({
      'a.yaml': 'naïve',
      'b/c.yaml': undefined,
      'd/e.yaml': 'e',
    });
    expect(proposed.files).toEqual(committed.files);
    expect(proposed.digest).toBe(committed.digest);
    expect(proposed.digest).not.toBe(base.digest);
    const oids = ['d/e.yaml', 'a.yaml', 'large'].map(
      path => proposed.files.get(path)?.oid ?? '',
    );
    expect((await proposed.read(oids)).map(text => text.slice(0, 5))).toEqual([
      'e',
      'naïve',
      'xxxxx',
    ]);
    expect(changedPaths(base, proposed)).toEqual([
      'a.yaml',
      'b/c.yaml',
      'd/e.yaml',
    ]);
  });

  it('sees that a file became a link of the same content', async () => {
    const linked = await load({ 'a.yaml': { link: 'a' } });
    expect(changedPaths(base, linked)).toEqual(['a.yaml']);
    expect(linked.digest).not.toBe(base.digest);
  });

  it.each([
    ['a file where there is a directory', 'b'],
    ['a file below a file', 'a.yaml/x'],
  ])('refuses %s', (_what, path) => {
    expect(() => new ProposedTree(base, [{ path, content: '' }])).toThrow(path);
  });
});
