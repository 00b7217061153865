import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createForge } from './createForge.ts';
import { applySeed } from './seed.ts';
import { refused } from './testing/refused.ts';
import { startForge, type TestForge } from './testing/startForge.ts';

const adminToken = 'an-admin-token-of-the-test';

describe('a forge', () => {
  let forge: TestForge;
  before(async () => {
    forge = await startForge({ adminToken });
    await forge
      .as('owner')
      .rest.repos.createInOrg({ org: 'acme', name: 'shop', auto_init: true });
  });
  after(() => forge.dispose());

  it('says that it is healthy', async () => {
    assert.equal((await fetch(`${forge.url}/healthz`)).status, 200);
  });

  it('fails on demand, before or after the work, as often as it was told', async () => {
    const arm = (faults: object[], token = adminToken) =>
      fetch(`${forge.url}/_slipway/faults`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ faults }),
      });
    assert.equal((await arm([], 'a wrong token')).status, 404);
    const match = { method: 'POST', path: '/issues$' };
    assert.equal(
      (await arm([{ match, status: 502, times: 1, when: 'before' }])).status,
      204,
    );
    const { issues } = forge.as('owner').rest;
    const at = { owner: 'acme', repo: 'shop' };
    await assert.rejects(
      issues.create({ ...at, title: 'a' }),
      refused(502, /Server Error/),
    );
    assert.equal((await issues.listForRepo(at)).data.length, 0);
    await arm([{ match, status: 503, times: 1, when: 'after' }]);
    await assert.rejects(
      issues.create({ ...at, title: 'b' }),
      refused(503, /Server Error/),
    );
    assert.equal((await issues.listForRepo(at)).data.length, 1);
    assert.equal((await arm([{ match, times: 1 }])).status, 422);
    await arm([
      { match, times: 1, status: 429, retryAfter: 7 },
      { match, times: 1, milliseconds: 300 },
    ]);
    const { status, headers } = await fetch(
      `${forge.url}/api/v3/repos/acme/shop/issues`,
      { method: 'POST' },
    );
    assert.deepEqual([status, headers.get('retry-after')], [429, '7']);
    const start = performance.now();
    await issues.create({ ...at, title: 'c' });
    assert.ok(performance.now() - start > 290);

    const clone = join(forge.directory, 'faulty');
    await forge.git(
      forge.directory,
      'clone',
      '-q',
      forge.remote('owner', 'acme/shop'),
      clone,
    );
    await arm([
      {
        match: { method: 'POST', path: 'git-receive-pack$' },
        status: 500,
        times: 1,
        when: 'after',
      },
    ]);
    await assert.rejects(
      forge.git(clone, 'push', 'origin', 'HEAD:refs/heads/lost'),
      /500/,
    );
    assert.match(
      await forge.git(clone, 'ls-remote', 'origin', 'lost'),
      /refs\/heads\/lost/,
    );
  });

  it('lets an app in by its key, where it is installed', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await applySeed(forge.context, {
      apps: [
        {
          slug: 'portal',
          name: 'Portal',
          owner: 'acme',
          clientId: 'Iv1.portal',
          key,
          installations: ['acme'],
        },
      ],
    });
    const jwt = (expires: number) => {
      const part = (value: object) =>
        Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: 'Iv1.portal', iat: now - 30, exp: now + expires })}`;
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
    };
    const ask = async (method: string, path: string, token: string) => {
      const response = await fetch(`${forge.url}/api/v3${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: response.status, body: await response.json() };
    };
    const { body: found } = await ask(
      'GET',
      '/repos/acme/shop/installation',
      jwt(300),
    );
    const { status, body: made } = await ask(
      'POST',
      `/app/installations/${found.id}/access_tokens`,
      jwt(300),
    );
    assert.equal(status, 201);
    const { body: seen } = await ask(
      'GET',
      '/installation/repositories',
      made.token,
    );
    assert.deepEqual(
      seen.repositories.map((one: { name: string }) => one.name),
      ['shop'],
    );
    assert.equal((await ask('GET', '/app', jwt(-5))).status, 401);
    const forged = `${jwt(300).slice(0, -8)}AAAAAAAA`;
    assert.equal((await ask('GET', '/app', forged)).status, 401);
  });

  it('gives a read-only token nothing to write with', async () => {
    const token = 'ghp_onlyforreading0000';
    await applySeed(forge.context, {
      users: [
        {
          login: 'argocd-bot',
          name: 'Argo CD',
          tokens: [{ token, readOnly: true }],
        },
      ],
      members: [{ org: 'acme', login: 'argocd-bot', role: 'admin' }],
    });
    const remote = `${forge.url.replace('://', `://x-access-token:${token}@`)}/acme/shop`;
    const clone = join(forge.directory, 'clone');
    await forge.git(forge.directory, 'clone', '-q', remote, clone);
    await assert.rejects(
      forge.git(clone, 'push', 'origin', 'HEAD:refs/heads/x'),
      /403|denied/,
    );
    const response = await fetch(`${forge.url}/api/v3/repos/acme/shop/issues`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: '{"title":"x"}',
    });
    assert.equal(response.status, 403);
  });

  it('keeps the secrets of webhooks out of its replies', async () => {
    const { rest } = forge.as('owner');
    const { data: hook } = await rest.orgs.createWebhook({
      org: 'acme',
      name: 'web',
      config: {
        url: 'http://127.0.0.1:9/',
        content_type: 'json',
        secret: 'hidden words',
      },
    });
    assert.ok(!JSON.stringify(hook).includes('hidden words'));
  });
});

describe('after a crash', () => {
  it('finds everything again and finishes a merge that had moved the branch and not been recorded', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'forge-crash-'));
    const forge = await startForge({ dataDir: join(directory, 'data') });
    const at = { owner: 'acme', repo: 'shop' };
    const { rest } = forge.as('owner');
    await rest.repos.createInOrg({
      org: 'acme',
      name: 'shop',
      auto_init: true,
    });
    const { data: main } = await rest.git.getRef({ ...at, ref: 'heads/main' });
    await rest.git.createRef({
      ...at,
      ref: 'refs/heads/change',
      sha: main.object.sha,
    });
    await rest.repos.createOrUpdateFileContents({
      ...at,
      path: 'a',
      message: 'a',
      content: '',
      branch: 'change',
    });
    const { data: pull } = await rest.pulls.create({
      ...at,
      head: 'change',
      base: 'main',
      title: 'Change',
    });
    const { data: repo } = await rest.repos.get(at);
    const git = forge.context.git.open(repo.id);
    await git.updateRef('refs/forge/merging/1', pull.head.sha);
    await git.updateRef('refs/heads/main', pull.head.sha, main.object.sha);
    await forge.context.store.repositories.insert({
      ...(await forge.context.store.repositories.list())[0]!,
      id: 999,
      name: 'half',
    });
    await forge.dispose();

    const again = await createForge({
      port: 0,
      dataDir: join(directory, 'data'),
    });
    const ask = async (path: string) =>
      (
        await fetch(`${again.url}/api/v3/repos/acme/${path}`, {
          headers: { authorization: `Bearer ${forge.secrets.owner.token}` },
        })
      ).json();
    const { merged, merge_commit_sha: sha } = await ask('shop/pulls/1');
    assert.deepEqual([merged, sha], [true, pull.head.sha]);
    assert.deepEqual(await ask('half/branches'), []);
    await again.close();
    await again.close();
    await rm(directory, { recursive: true, force: true });
  });
});
