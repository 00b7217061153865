import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitMirror } from '../git/GitMirror';
import { GITOPS_FILES, GitFixture, releaseLayer } from '../testing/GitFixture';
import { changedComponents } from './changedComponents';
import { readSnapshot } from './readSnapshot';

jest.setTimeout(60_000);

describe('readSnapshot', () => {
  let directory: string;
  let fixture: GitFixture;
  let mirror: GitMirror;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitops-snapshot-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    mirror = new GitMirror({
      directory: join(directory, 'mirror.git'),
      url: `file://${fixture.directory}`,
      branch: 'main',
      authorization: async () => undefined,
      protocols: ['file'],
    });
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** The files of {@link GITOPS_FILES} as several components. */
  const components = (names: readonly string[]) =>
    Object.fromEntries(
      Object.entries(GITOPS_FILES).flatMap(([path, text]) =>
        names.map(name => [
          path.replace('apps/shop/', `apps/${name}/`),
          path.endsWith('component.yaml')
            ? text.replace('name: shop', `name: ${name}`)
            : text,
        ]),
      ),
    );
  const releaseOf = <T extends string>(name: T) =>
    `apps/${name}/overlays/prod/release/kustomization.yaml` as const;

  it('reads of a commit what it changes, and leaves the rest as it was', async () => {
    const names = ['cart', 'pay', 'shop'];
    await fixture.commit({
      ...components(names),
      'apps/pay/component.yaml': 'kind: [',
    });
    const first = await readSnapshot(mirror, await mirror.fetch());
    expect(Object.keys(first.components)).toEqual(names);
    expect(first.fileProblems).toMatchObject([
      { file: 'apps/pay/component.yaml' },
    ]);

    const commit = await fixture.commit({
      [releaseOf('shop')]: releaseLayer('2.0.0'),
      'apps/cart': undefined,
      'apps/new/component.yaml': GITOPS_FILES[
        'apps/shop/component.yaml'
      ].replace('name: shop', 'name: new'),
    });
    await mirror.fetch();
    const readBlobs = jest.spyOn(mirror, 'readBlobs');
    const second = await readSnapshot(mirror, commit, first);
    // environments.yaml; of shop its own file and two release layers, and what is new.
    expect(readBlobs.mock.calls.map(([oids]) => oids.length)).toEqual([1, 4]);
    expect(second.components.pay).toBe(first.components.pay);
    expect(second.environments).toBe(first.environments);
    expect(second.fileProblems).toEqual(first.fileProblems);
    expect(second.components.shop.overlays).toMatchObject([
      { name: 'dev', commit: first.commit },
      { name: 'prod', commit, images: [{ newTag: '2.0.0' }] },
    ]);
    expect(changedComponents(first, second)?.sort()).toEqual([
      'cart',
      'new',
      'shop',
    ]);
    // The same as from scratch.
    expect(await readSnapshot(mirror, commit)).toEqual(second);
  });

  it('tells who last changed what is as it was: reverts, and history written anew', async () => {
    await fixture.commit(components(['shop']));
    const first = await readSnapshot(mirror, await mirror.fetch());
    await fixture.commit({ [releaseOf('shop')]: releaseLayer('2.0.0') });
    const revert = await fixture.commit({
      [releaseOf('shop')]: GITOPS_FILES[releaseOf('shop')],
    });
    const second = await readSnapshot(mirror, await mirror.fetch(), first);
    expect(second.components.shop.tree).toBe(first.components.shop.tree);
    expect(second.components.shop.overlays[1]).toMatchObject({
      commit: revert,
    });
    expect(changedComponents(first, second)).toEqual(['shop']);

    await fixture.git('checkout', '--quiet', '--orphan', 'anew');
    const anew = await fixture.commit({});
    await fixture.git('branch', '--quiet', '--force', 'main', 'anew');
    const third = await readSnapshot(mirror, await mirror.fetch(), second);
    expect(third.components.shop.overlays).toMatchObject([
      { commit: anew },
      { commit: anew },
    ]);
  });

  it('says that all may have changed with the environments', async () => {
    await fixture.commit(components(['shop']));
    const first = await readSnapshot(mirror, await mirror.fetch());
    expect(changedComponents(undefined, first)).toBeUndefined();
    await fixture.commit({
      'environments.yaml': `${GITOPS_FILES['environments.yaml']}\n# more\n`,
    });
    const same = await readSnapshot(mirror, await mirror.fetch(), first);
    expect(changedComponents(first, same)).toEqual([]);
    await fixture.commit({
      'environments.yaml': GITOPS_FILES['environments.yaml'].replace(
        'Yandex Cloud',
        'Other',
      ),
    });
    const other = await readSnapshot(mirror, await mirror.fetch(), same);
    expect(changedComponents(same, other)).toBeUndefined();
  });
});
