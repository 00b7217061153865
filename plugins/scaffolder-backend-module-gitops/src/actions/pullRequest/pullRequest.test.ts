import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeForge, type Files } from '../../__testUtils__/FakeForge';
import {
  gitopsRepository,
  makeWorkspace,
  renderedManifests,
} from '../../__testUtils__/workspace';
import { actionOptions } from '../../__testUtils__/settings';
import { createPullRequestAction } from './pullRequest';

const BRANCH = 'slipway/create-shop';

describe('gitops:pull-request', () => {
  let forge: FakeForge;
  const workspaces: string[] = [];

  beforeEach(async () => {
    forge = new FakeForge(gitopsRepository);
    await forge.start();
  });

  afterEach(async () => {
    await forge.stop();
    await Promise.all(
      workspaces.splice(0).map(path => rm(path, { recursive: true })),
    );
  });

  async function run(
    files: Files = renderedManifests('shop', ['dev', 'prod']),
    input: { environments?: string[]; owner?: string; component?: string } = {},
  ) {
    const workspacePath = await makeWorkspace(files);
    workspaces.push(workspacePath);
    return runIn(workspacePath, input);
  }

  async function runIn(
    workspacePath: string,
    input: { environments?: string[]; owner?: string; component?: string } = {},
    isDryRun = false,
  ) {
    const action = createPullRequestAction(actionOptions(forge.url));
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        workspacePath,
        input: {
          component: 'shop',
          owner: 'team-shop',
          environments: ['dev', 'prod'],
          sourcePath: 'gitops',
          ...input,
        },
      }),
      output,
      isDryRun,
      user: { ref: 'user:default/casey' },
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('brings manifests and projects in one commit, one branch and one pull request', async () => {
    const result = await run();

    expect(result).toEqual({
      branch: BRANCH,
      commit: forge.refs.get(`heads/${BRANCH}`),
      created: true,
      pullRequestNumber: 1,
      pullRequestUrl: `${forge.url}/acme/infra-gitops/pull/1`,
    });
    const commit = forge.commits.get(result.commit);
    expect(commit?.parents).toEqual([forge.refs.get('heads/main')]);
    expect(commit?.message).toBe(
      [
        'Create shop in dev, prod',
        '',
        'Slipway-Component: shop',
        'Slipway-Requested-By: user:default/casey',
      ].join('\n'),
    );
    const files = forge.filesOf(BRANCH);
    expect(files['README.md']).toBe('# GitOps\n');
    expect(files['apps/shop/overlays/prod/kustomization.yaml']).toContain(
      'shop-prod',
    );
    expect(files['clusters/yc/projects/team-shop.yaml']).toContain('shop-dev');
    expect(files['clusters/yc/projects/team-shop.yaml']).toContain('shop-prod');
    expect(files['clusters/vk/projects/team-shop.yaml']).toContain('shop-prod');
    expect(files['clusters/vk/projects/team-shop.yaml']).not.toContain(
      'shop-dev',
    );
    const { body } = forge.pulls[0];
    expect(body).toContain('| prod | vk | `shop-prod` | when someone syncs |');
    expect(body).toContain('| dev | yc | `shop-dev` | by itself');
    expect(body).toContain(`[acme/shop](${forge.url}/acme/shop)`);
    expect(body).toContain('`user:default/casey`');
  });

  it('writes nothing to the forge in a dry run, but what it would write to the workspace', async () => {
    const workspace = await makeWorkspace(renderedManifests('shop', ['dev']));
    workspaces.push(workspace);
    const result = await runIn(workspace, { environments: ['dev'] }, true);

    expect(result).toMatchObject({ branch: BRANCH, created: false });
    expect(forge.requests.every(line => line.startsWith('GET '))).toBe(true);
    const { files } = JSON.parse(
      await readFile(join(workspace, 'gitops-changes.json'), 'utf8'),
    );
    await runIn(workspace, { environments: ['dev'] });
    const proposed = forge.filesOf(BRANCH);
    for (const { path, content } of files) {
      expect(proposed[path]).toBe(content);
    }
    expect(files).toHaveLength(
      Object.keys(proposed).length - Object.keys(gitopsRepository).length,
    );
  });

  it('needs as many requests for 300 manifests as for three', async () => {
    await run();
    const few = forge.requests.length;
    const many = renderedManifests('mall', ['dev', 'prod']);
    for (let i = 0; i < 300; i++) {
      many[`gitops/apps/mall/base/file-${i}.yaml`] = `a: ${i}\n`;
    }
    await run(many, { component: 'mall' });

    expect(forge.requests.length - few).toBe(few);
    expect(few).toBeLessThanOrEqual(11);
  });

  it('adopts what an earlier run left, wherever it was cut off', async () => {
    for (const at of [
      /^POST .*\/git\/trees/,
      /^POST .*\/git\/commits/,
      /^POST .*\/git\/refs/,
      /^POST .*\/pulls/,
    ]) {
      forge.answerNext(at, { status: 403, body: { message: 'Forbidden' } });
      await expect(run()).rejects.toThrow(/retry the task/);
    }
    const first = await run();
    const again = await run();

    expect(first.created).toBe(true);
    expect(again).toEqual({ ...first, created: false });
    expect(forge.pulls).toHaveLength(1);
    expect(forge.commits.get(first.commit)?.parents).toEqual([
      forge.refs.get('heads/main'),
    ]);
  });

  it('finds the pull request when the answer to opening it was lost', async () => {
    forge.answerNext(
      /^GET .*\/pulls/,
      { body: [] }, // The look before; as if it was opened right after.
      1,
    );
    forge.pulls.push({
      number: 1,
      title: '',
      body: '',
      head: BRANCH,
      state: 'open',
      merged: false,
    });
    expect(await run()).toMatchObject({ created: false, pullRequestNumber: 1 });
  });

  it('moves the branch forward when the base moved, keeping what others added', async () => {
    const first = await run();
    forge.push('main', {
      'clusters/yc/projects/team-shop.yaml': forge
        .filesOf(BRANCH)
        ['clusters/yc/projects/team-shop.yaml'].replaceAll('shop-', 'cart-'),
    });
    const again = await run();

    expect(again).toMatchObject({ created: false, pullRequestNumber: 1 });
    expect(forge.commits.get(again.commit)?.parents).toEqual([
      first.commit,
      forge.refs.get('heads/main'),
    ]);
    const project =
      forge.filesOf(BRANCH)['clusters/yc/projects/team-shop.yaml'];
    expect(project).toContain('cart-dev');
    expect(project).toContain('shop-dev');
  });

  it('adds a commit to the open pull request when the content differs', async () => {
    const first = await run(renderedManifests('shop', ['dev']), {
      environments: ['dev'],
    });
    const again = await run();

    expect(again).toMatchObject({ created: false, pullRequestNumber: 1 });
    expect(forge.commits.get(again.commit)?.parents).toEqual([first.commit]);
    expect(await run()).toEqual(again);
  });

  it('only links a component that is merged already, also after people changed it', async () => {
    await run();
    forge.merge(1);
    forge.push('main', { 'apps/shop/base/kustomization.yaml': 'edited\n' });

    expect(await run()).toMatchObject({
      created: false,
      pullRequestUrl: `${forge.url}/acme/infra-gitops/pull/1`,
      pullRequestNumber: 1,
    });
    expect(forge.pulls).toHaveLength(1);
  });

  it('refuses a name that another team has on main', async () => {
    const theirs = renderedManifests('shop', ['dev'], 'team-other');
    forge.push('main', {
      'apps/shop/component.yaml': theirs['gitops/apps/shop/component.yaml'],
    });
    await expect(run()).rejects.toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining('acme/shop of team-other'),
      }),
    );
    expect(forge.refs.has(`heads/${BRANCH}`)).toBe(false);
  });

  it('waits as long as Retry-After says, and sends the request once more', async () => {
    forge.answerNext(/^POST .*\/git\/trees/, {
      status: 429,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit' },
    });
    const started = Date.now();
    expect(await run()).toMatchObject({ created: true });
    expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
  });

  it('says what exists and how to go on when the forge refuses, without the token', async () => {
    forge.answerNext(/^POST .*\/pulls/, {
      status: 401,
      body: { message: 'Bad credentials' },
    });
    const error = await run().catch((e: Error) => e);
    expect(error).toMatchObject({ name: 'NotAllowedError' });
    expect(String(error)).toContain(
      `${forge.url}/acme/infra-gitops/tree/${BRANCH}`,
    );
    expect(String(error)).toContain('retry the task');
    expect(String(error)).not.toContain('secret-token');
  });

  it.each([
    [
      'reaches outside its component',
      'gitops/clusters/yc/root.yaml',
      /below apps\/shop\//,
    ],
    ['touches workflows', 'gitops/.github/workflows/x.yml', /workflows/],
    ["touches git's directory", 'gitops/apps/shop/.GIT/config', /git's own/],
    ['has an odd name', 'gitops/apps/shop/a\nb.yaml', /control character/],
  ])('refuses a template that %s', async (_what, path, message) => {
    const files = {
      ...renderedManifests('shop', ['dev', 'prod']),
      [path]: 'x',
    };
    await expect(run(files)).rejects.toThrow(message);
    expect(forge.requests).toEqual([]);
  });

  it('refuses links, binary and oversized files, and what does not agree with the request', async () => {
    const good = renderedManifests('shop', ['dev', 'prod']);
    const linked = await makeWorkspace(good);
    workspaces.push(linked);
    await symlink('/etc/hostname', join(linked, 'gitops/apps/shop/link.yaml'));
    await expect(runIn(linked)).rejects.toThrow(/no links/);

    const bad: [Files, RegExp][] = [
      [{ ...good, 'gitops/apps/shop/nul': 'a\0b' }, /not UTF-8 text/],
      [{ ...good, 'gitops/apps/shop/big': 'x'.repeat(300_000) }, /too large/],
      [
        renderedManifests('shop', ['dev', 'prod'], 'team-x'),
        /team-shop was asked/,
      ],
      [renderedManifests('shop', ['dev']), /no overlay .*prod/],
      [{ 'gitops/apps/shop/x.yaml': 'a: 1' }, /rendered no .*component.yaml/],
      [{ 'other/x': 'y' }, /cannot be read/],
    ];
    for (const [files, message] of bad) {
      await expect(run(files)).rejects.toThrow(message);
    }
    expect(forge.requests).toEqual([]);
  });

  it('refuses an environment that environments.yaml lacks, and a malformed file with its line', async () => {
    await expect(
      run(renderedManifests('shop', ['dev', 'qa']), {
        environments: ['dev', 'qa'],
      }),
    ).rejects.toThrow(/"qa" is not in environments.yaml/);
    forge.push('main', { 'environments.yaml': 'kind: Environments\nfoo: [' });
    await expect(run()).rejects.toThrow(/environments\.yaml:\d+/);
    expect(forge.refs.has(`heads/${BRANCH}`)).toBe(false);
  });
});
