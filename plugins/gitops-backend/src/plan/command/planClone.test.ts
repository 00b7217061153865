import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeRenderer } from '../../testing/FakeRenderer';
import { GitFixture } from '../../testing/GitFixture';
import { deployment, PLAN_FILES } from '../../testing/planFixture';
import { type ClonePlanRequest, planClone } from './planClone';

const FILE = 'apps/shop/overlays/prod/deployment.yaml';

describe('planClone', () => {
  let directory: string;
  let fixture: GitFixture;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plan-clone-'));
    fixture = await GitFixture.create(join(directory, 'clone'));
    await fixture.commit(PLAN_FILES);
    await fixture.git('checkout', '--quiet', '-b', 'change');
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const plan = (request: Partial<ClonePlanRequest> = {}) =>
    planClone({
      directory: fixture.directory,
      base: 'main',
      head: 'HEAD',
      worktree: false,
      renderer: new FakeRenderer(),
      ...request,
    });

  it('plans the branch that is checked out, from any directory in it', async () => {
    const head = await fixture.commit({ [FILE]: deployment('shop-prod', 3) });
    const one = await plan({ directory: join(fixture.directory, 'apps/shop') });
    expect(one.head).toBe(head);
    expect(one.overlays.map(({ path }) => path)).toEqual([
      'apps/shop/overlays/prod',
    ]);
  });

  it('plans what is not committed on request, and leaves the clone as it is', async () => {
    await writeFile(join(fixture.directory, FILE), deployment('shop-prod', 3));
    await writeFile(join(fixture.directory, '.gitignore'), 'ignored\n');
    await writeFile(join(fixture.directory, 'ignored'), 'x');
    await writeFile(join(fixture.directory, 'NEW.md'), 'x');
    const state = async () => [
      await fixture.git('count-objects', '-v'),
      await fixture.git('status', '--porcelain'),
      await readFile(join(fixture.directory, '.git/index'), 'base64'),
      await readFile(join(fixture.directory, '.git/config'), 'utf8'),
      await readdir(join(fixture.directory, '.git')),
    ];
    const before = await state();
    expect((await plan()).overlays).toEqual([]);
    const one = await plan({ worktree: true });
    expect(one.head).toBeUndefined();
    expect(one.overlays).toHaveLength(1);
    expect(one.otherFiles).toEqual(['.gitignore', 'NEW.md']);
    expect(await state()).toEqual(before);
  });

  it('plans in a linked work tree', async () => {
    const linked = join(directory, 'linked');
    await fixture.git('worktree', 'add', '--quiet', linked, '-b', 'linked');
    await writeFile(join(linked, FILE), deployment('shop-prod', 3));
    const one = await plan({ directory: linked, worktree: true });
    expect(one.overlays).toHaveLength(1);
  });

  it('says what is missing', async () => {
    await expect(plan({ base: 'origin/main' })).rejects.toThrow(
      'origin/main is no commit',
    );
    await expect(plan({ base: '--all' })).rejects.toThrow('is no commit');
    await expect(plan({ directory: tmpdir() })).rejects.toThrow(
      'is not in a clone of a GitOps repository',
    );
    await fixture.commit({ 'environments.yaml': undefined });
    await expect(plan({ base: 'HEAD' })).rejects.toThrow(
      'environments.yaml: does not exist',
    );
  });
});
