import { execFile } from 'node:child_process';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, '../main.ts');

const FILES = {
  'environments.yaml': `apiVersion: slipway.dev/v1alpha1
kind: Environments
environments: [{ name: prod, clusters: [yc] }]
clusters: [{ name: yc }]
`,
  'apps/shop/component.yaml': `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: shop
owner: team-shop
repository: acme/shop
style: kustomize
`,
  'apps/shop/overlays/prod/kustomization.yaml': `namespace: shop-prod
resources: [settings.yaml]
`,
  'apps/shop/overlays/prod/settings.yaml': settings('quiet'),
  'policies/overlay/level.rego': `package slipway.overlay

deny contains {"rule": "level", "object": one.metadata.name, "reason": "too loud", "fix": "be quiet"} if {
	some one in input.objects
	one.data.level == "loud"
}
`,
};

function settings(level: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { level: ${level} }
`;
}

describe('slipway plan', () => {
  let directory: string;

  const git = (...args: string[]) => run('git', ['-C', directory, ...args]);

  async function write(files: Record<string, string>) {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
  }

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cli-plan-'));
    await git('init', '--quiet', '--initial-branch=main');
    await git('config', 'user.name', 'Casey Creator');
    await git('config', 'user.email', 'casey@example.com');
    await write(FILES);
    await git('add', '--all');
    await git('commit', '--quiet', '--message=one');
  });

  after(() => rm(directory, { recursive: true, force: true }));

  /** The command as a person runs it. */
  async function plan(...args: string[]) {
    const all = [MAIN, 'plan', '--repository', directory, ...args];
    try {
      const { stdout } = await run(process.execPath, all);
      return { code: 0, stdout, stderr: '' };
    } catch (error) {
      const { code, stdout, stderr } = error as {
        code: number;
        stdout: string;
        stderr: string;
      };
      return { code, stdout, stderr };
    }
  }

  it('ends by the verdict, in every format', async () => {
    const file = 'apps/shop/overlays/prod/settings.yaml';
    await write({ [file]: settings('normal') });
    const safe = await plan('--base=main', '--worktree', '--format=json');
    assert.equal(safe.code, 0, safe.stderr);
    const { verdict, overlays } = JSON.parse(safe.stdout);
    assert.equal(verdict.level, 'safe');
    assert.deepEqual(overlays[0].objects[0].fields, [
      { path: 'data.level', before: 'quiet', after: 'normal' },
    ]);

    await write({ [file]: settings('loud') });
    const refused = await plan('--base=main', '--worktree');
    assert.equal(refused.code, 1, refused.stderr);
    assert.match(refused.stdout, /^Refused\n/);
    assert.match(refused.stdout, /too loud/);
    const url = 'https://portal.example.com/gitops';
    const markdown = await plan(
      '--base=main',
      '--worktree',
      '--format=markdown',
      `--url=${url}`,
    );
    assert.equal(markdown.code, 1);
    assert.ok(markdown.stdout.includes(`(<${url}>)`));
  });

  it('says why there is no plan, and ends otherwise than for a refusal', async () => {
    const absent = await plan();
    assert.equal(absent.code, 2);
    assert.match(absent.stderr, /origin\/main is no commit/);
    for (const args of [
      ['--format=yaml'],
      ['--format=markdown'],
      ['--fail-on=safe'],
    ]) {
      const { code, stderr } = await plan(...args);
      assert.equal(code, 2);
      assert.match(stderr, /see \.\/slipway plan --help/);
    }
  });
});
