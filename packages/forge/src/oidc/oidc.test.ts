import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import {
  startForge,
  type Person,
  type TestForge,
} from '../testing/startForge.ts';
import type { JobEnvironment } from './startJob.ts';

const portal = 'https://portal.example.com';
const at = { owner: 'acme', repo: 'shop' };

describe('tokens of jobs', () => {
  let forge: TestForge;
  let issuer: string;
  let first: string;
  let tip: string;

  before(async () => {
    forge = await startForge();
    issuer = `${forge.url}/_services/token`;
    const { repos } = forge.as('owner').rest;
    await repos.createInOrg({
      org: 'acme',
      name: 'shop',
      auto_init: true,
      private: true,
    });
    const commit = async (path: string, text: string) => {
      const { data } = await repos.createOrUpdateFileContents({
        ...at,
        path,
        message: path,
        content: Buffer.from(text).toString('base64'),
      });
      return data.commit.sha ?? '';
    };
    first = await commit('a', 'a');
    await commit('.github/workflows/broken.yml', 'name: [');
    tip = await commit('.github/workflows/release.yml', 'name: Release it\n');
    await forge.as('owner').rest.git.createRef({
      ...at,
      ref: 'refs/tags/v1.0.0',
      sha: tip,
    });
  });
  after(() => forge.dispose());

  const start = (job: object, person: Person = 'owner') =>
    fetch(`${forge.url}/_forge/jobs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${forge.secrets[person].token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        repository: 'acme/shop',
        ref: 'refs/heads/main',
        workflow: 'release.yml',
        ...job,
      }),
    });

  const environment = async (job: object = {}) => {
    const response = await start(job);
    assert.equal(response.status, 201);
    return (await response.json()) as JobEnvironment;
  };

  const ask = (url: string, secret: string) =>
    fetch(url, { headers: { authorization: `Bearer ${secret}` } });

  async function token(job: JobEnvironment, audience = portal) {
    const url = `${job.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(audience)}`;
    const response = await ask(url, job.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    assert.equal(response.status, 200);
    return ((await response.json()) as { value: string }).value;
  }

  it('say what GitHub’s say, and are verified by the published keys', async () => {
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { jwks_uri: keys } = (await discovery.json()) as { jwks_uri: string };
    const job = await environment();
    const { payload, protectedHeader } = await jwtVerify(
      await token(job),
      createRemoteJWKSet(new URL(keys)),
      { issuer, audience: portal, algorithms: ['RS256'] },
    );
    assert.equal(protectedHeader.typ, 'JWT');
    const { iat = 0, exp, nbf, jti = '', ...rest } = payload;
    assert.deepEqual([exp, nbf], [iat + 300, iat - 600]);
    assert.match(jti, /^[0-9a-f-]{36}$/);
    assert.notEqual(
      jti,
      JSON.parse(atob((await token(job)).split('.')[1] ?? '')).jti,
    );
    const repository = (await forge.as('owner').rest.repos.get(at)).data;
    const workflow = 'acme/shop/.github/workflows/release.yml@refs/heads/main';
    const actor = (await forge.as('owner').rest.users.getAuthenticated()).data;
    assert.deepEqual(rest, {
      iss: issuer,
      aud: portal,
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      repository_id: String(repository.id),
      repository_owner: 'acme',
      repository_owner_id: String(repository.owner.id),
      repository_visibility: 'private',
      ref: 'refs/heads/main',
      ref_type: 'branch',
      sha: tip,
      head_ref: '',
      base_ref: '',
      workflow: 'Release it',
      workflow_ref: workflow,
      workflow_sha: tip,
      job_workflow_ref: workflow,
      job_workflow_sha: tip,
      run_id: job.GITHUB_RUN_ID,
      run_number: job.GITHUB_RUN_ID,
      run_attempt: '1',
      runner_environment: 'self-hosted',
      event_name: 'push',
      actor: 'owner',
      actor_id: String(actor.id),
    });
  });

  it('are for the repository’s owner without an audience, and of a tag on a tag', async () => {
    const job = await environment({ ref: 'refs/tags/v1.0.0' });
    const response = await ask(
      job.ACTIONS_ID_TOKEN_REQUEST_URL,
      job.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    );
    const { value } = (await response.json()) as { value: string };
    const claims = JSON.parse(atob(value.split('.')[1] ?? ''));
    assert.equal(claims.aud, `${forge.url}/acme`);
    assert.equal(claims.ref_type, 'tag');
  });

  it('are given to the job alone', async () => {
    const [one, other] = [await environment(), await environment()];
    const url = one.ACTIONS_ID_TOKEN_REQUEST_URL;
    const ofOther = await ask(url, other.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    assert.equal(ofOther.status, 401);
    assert.equal((await ask(url, forge.secrets.owner.token)).status, 401);
    assert.equal((await fetch(url)).status, 401);
  });

  it('need a job, which an administrator starts', async () => {
    assert.equal((await start({}, 'writer')).status, 403);
    assert.equal((await start({}, 'stranger')).status, 404);
    assert.equal((await start({ repository: 'acme/none' })).status, 404);
  });

  for (const [what, job] of Object.entries({
    'a ref': { ref: 'refs/heads/none' },
    'a workflow': { workflow: 'none.yml' },
    'a workflow in its folder': { workflow: '../../a.yml' },
    'a workflow that can be read': { workflow: 'broken.yml' },
    'a commit': { sha: 'a'.repeat(40) },
  }))
    it(`need ${what} that exists`, async () => {
      assert.equal((await start(job)).status, 422);
    });

  it('need a workflow in the very commit', async () => {
    assert.equal((await start({ sha: first })).status, 422);
    assert.equal((await start({ sha: tip })).status, 201);
  });
});
