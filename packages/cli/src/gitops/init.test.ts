import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createForge } from '@slipway/forge';
import type { Forge } from '@slipway/forge';
import { Octokit } from 'octokit';
import { Problem } from '../problem.ts';
import { locateWorkspace } from '../workspace.ts';
import { initGitOpsRepository } from './init.ts';
import { writeTemplate } from './write-template.ts';

const workspaceRoot = locateWorkspace().root;

describe('the GitOps repository of an organisation', () => {
  const token = `ghp_${randomBytes(20).toString('hex')}`;
  let directory: string;
  let forge: Forge;
  let octokit: Octokit;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'slipway-init-'));
    const seedFile = join(directory, 'seed.json');
    const owner = {
      login: 'owner',
      name: 'The Owner',
      email: 'owner@acme.example',
      password: randomBytes(12).toString('hex'),
      tokens: [token],
    };
    await writeFile(
      seedFile,
      JSON.stringify({
        orgs: [{ login: 'acme', name: 'Acme' }],
        users: [owner],
        members: [{ org: 'acme', login: 'owner', role: 'admin' }],
        teams: [
          {
            org: 'acme',
            slug: 'platform',
            name: 'Platform',
            members: ['owner'],
          },
        ],
      }),
    );
    forge = await createForge({
      port: 0,
      dataDir: join(directory, 'data'),
      seedFile,
      contractReport: process.env.SLIPWAY_CONTRACT_REPORT,
    });
    octokit = new Octokit({
      auth: token,
      baseUrl: `${forge.url}/api/v3`,
      retry: { enabled: false },
    });
  });

  after(async () => {
    await forge.close();
    await rm(directory, { recursive: true, force: true });
  });

  const init = (other: { org?: string; name?: string; token?: string } = {}) =>
    initGitOpsRepository({
      forgeUrl: forge.url,
      token,
      org: 'acme',
      name: 'infra-gitops',
      branch: 'main',
      platformTeam: 'platform',
      settings: {},
      workspaceRoot,
      ...other,
    });

  const refused = (message: RegExp) => (error: unknown) =>
    error instanceof Problem && message.test(error.message);

  test('is created with its files, protected, and left alone by a second run', async () => {
    const first = await init();
    assert.equal(first.created, true);
    assert.ok(first.requiredChecks.length > 0);
    const target = { owner: 'acme', repo: 'infra-gitops' };
    const { data: commits } = await octokit.rest.repos.listCommits(target);
    assert.equal(commits.length, 1);
    assert.equal(commits[0]?.commit.author?.name, 'The Owner');

    const { data: protection } = await octokit.rest.repos.getBranchProtection({
      ...target,
      branch: 'main',
    });
    assert.deepEqual(
      protection.required_status_checks?.contexts,
      first.requiredChecks,
    );
    assert.equal(
      protection.required_pull_request_reviews?.require_code_owner_reviews,
      true,
    );

    assert.deepEqual(await init(), { ...first, created: false });
    const { data: later } = await octokit.rest.repos.listCommits(target);
    assert.equal(later.length, 1);

    const required = { ...target, branch: 'main' };
    await octokit.rest.repos.updateBranchProtection({
      ...required,
      required_status_checks: {
        strict: false,
        contexts: [],
        checks: ['slipway/plan', 'slipway/gates', 'forgotten'].map(context => ({
          context,
        })),
      },
      enforce_admins: false,
      required_pull_request_reviews: null,
      restrictions: null,
    });
    await init();
    const { data: kept } =
      await octokit.rest.repos.getBranchProtection(required);
    assert.deepEqual(kept.required_status_checks?.contexts, [
      ...first.requiredChecks,
      'slipway/plan',
      'slipway/gates',
    ]);
  });

  test('is never made of a repository that is something else', async () => {
    const other = { org: 'acme', name: 'website', auto_init: true };
    await octokit.rest.repos.createInOrg(other);
    await assert.rejects(
      init({ name: 'website' }),
      refused(/website exists and is no GitOps repository.*--name/),
    );
    await assert.rejects(
      octokit.rest.repos.getBranchProtection({
        owner: 'acme',
        repo: 'website',
        branch: 'main',
      }),
      { status: 404 },
    );
  });

  test('names what is wrong with the token, and creates nothing', async () => {
    await assert.rejects(
      init({ token: 'wrong', name: 'never' }),
      refused(/refuses the token in GITHUB_TOKEN/),
    );
    await assert.rejects(
      init({ org: 'nobody' }),
      refused(/no organisation nobody/),
    );
    await assert.rejects(
      octokit.rest.repos.get({ owner: 'acme', repo: 'never' }),
      { status: 404 },
    );
  });

  test('can be looked at first, in a directory that is empty', async () => {
    const output = join(directory, 'look');
    const values = {
      org: 'acme',
      platformTeam: 'platform',
      repoUrl: `${forge.url}/acme/infra-gitops.git`,
      branch: 'main',
      platform: true,
      domain: 'acme.example',
      vaultUrl: 'https://vault.internal.example',
    };
    assert.ok((await writeTemplate(workspaceRoot, output, values)) > 10);
    const platform = (file: string) =>
      readFile(join(output, 'platform', file), 'utf8');
    assert.match(
      await platform('cert-manager/manifests/cluster-issuer.yaml'),
      /email: "platform@acme\.example"/,
    );
    assert.match(
      await platform('external-secrets/application.yaml'),
      /server: "https:\/\/vault\.internal\.example"/,
    );
    assert.match(
      await readFile(join(output, 'CODEOWNERS'), 'utf8'),
      /@acme\/platform/,
    );
    await assert.rejects(
      writeTemplate(workspaceRoot, output, values),
      refused(/is not empty/),
    );
  });
});
