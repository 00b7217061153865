import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { GithubClient } from './GithubClient';
import { GithubForge } from './GithubForge';
import { type RunningForge, startForge } from './testing/startForge';

const run = promisify(execFile);

jest.setTimeout(120_000);

function createForge(url: string, token: string) {
  return GithubForge.fromConfig(
    new ConfigReader({
      gitops: { repository: `${url}/acme/infra-gitops` },
      integrations: {
        github: [
          { host: new URL(url).host, apiBaseUrl: `${url}/api/v3`, token },
        ],
      },
    }),
  );
}

const within = (timeoutMs: number = 10_000) => ({
  signal: AbortSignal.timeout(timeoutMs),
});

describe('GithubForge with a forge', () => {
  let directory: string;
  let running: RunningForge;
  let forge: GithubForge;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'github-forge-'));
    running = await startForge(directory);
    forge = createForge(running.url, running.token);
  });

  afterAll(async () => {
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('reads what a pull request needs, by REST and by git, as GitHub describes it', async () => {
    const octokit = new GithubClient({
      baseUrl: `${running.url}/api/v3`,
      auth: running.token,
    });
    const { data: repository } = await octokit.rest.repos.createInOrg({
      org: 'acme',
      name: 'infra-gitops',
      auto_init: true,
    });
    const target = { owner: 'acme', repo: 'infra-gitops' };
    const { data: main } = await octokit.rest.git.getRef({
      ...target,
      ref: `heads/${repository.default_branch}`,
    });
    await octokit.rest.git.createRef({
      ...target,
      ref: 'refs/heads/slipway/create-shop',
      sha: main.object.sha,
    });
    const { data: file } = await octokit.rest.repos.createOrUpdateFileContents({
      ...target,
      branch: 'slipway/create-shop',
      path: 'apps/shop/component.yaml',
      message: 'feat: create shop',
      content: Buffer.from('name: shop\n').toString('base64'),
    });

    expect(await forge.listOpenPullRequests(within())).toEqual([]);
    const { data: pull } = await octokit.rest.pulls.create({
      ...target,
      title: 'Create shop',
      head: 'slipway/create-shop',
      base: 'main',
    });
    expect(await forge.listOpenPullRequests(within())).toEqual([
      {
        number: pull.number,
        title: 'Create shop',
        url: pull.html_url,
        state: 'open',
        draft: false,
        author: 'slipway-bot',
        createdAt: pull.created_at,
        updatedAt: expect.any(String),
        branch: 'slipway/create-shop',
        commit: file.commit.sha,
        checks: 'none',
        approvals: 0,
        reviewers: [],
      },
    ]);

    expect(await forge.findRepository('acme/infra-gitops', within())).toEqual({
      slug: 'acme/infra-gitops',
      url: `${running.url}/acme/infra-gitops`,
    });
    expect(await forge.findRepository('acme/none', within())).toBeUndefined();

    const { stdout } = await run(
      'git',
      ['ls-remote', `${running.url}/acme/infra-gitops.git`, 'refs/heads/*'],
      {
        env: {
          PATH: process.env.PATH,
          GIT_TERMINAL_PROMPT: '0',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'http.extraHeader',
          GIT_CONFIG_VALUE_0: `Authorization: ${await forge.gitAuthorization()}`,
        },
      },
    );
    expect(stdout).toContain(
      `${file.commit.sha}\trefs/heads/slipway/create-shop`,
    );

    await running.stop();
    const report = JSON.parse(await readFile(running.contractReport, 'utf8'));
    expect(report.violations).toEqual([]);
  });
});

describe('GithubForge in trouble', () => {
  const TOKEN = 'hunter2-hunter2-hunter2';
  let server: Server | undefined;

  afterEach(
    () =>
      new Promise<void>(resolve => {
        if (!server) {
          resolve();
          return;
        }
        server.close(() => resolve());
        server.closeAllConnections();
        server = undefined;
      }),
  );

  async function failure(
    listener: RequestListener,
    timeoutMs?: number,
    call: (forge: GithubForge) => Promise<unknown> = forge =>
      forge.findRepository('acme/shop', within(timeoutMs)),
  ) {
    const started = createServer(listener);
    server = started;
    await new Promise<void>(resolve => {
      started.listen(0, '127.0.0.1', resolve);
    });
    const { port } = started.address() as AddressInfo;
    const forge = createForge(`http://127.0.0.1:${port}`, TOKEN);
    try {
      await call(forge);
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(TOKEN);
      return error;
    }
    throw new Error('it did not fail');
  }

  const answer =
    (status: number, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end('{"message":"no"}');
    };

  it.each([
    [401, {}, 'NotAllowedError', 'refuses the portal (401)'],
    [403, {}, 'NotAllowedError', 'refuses the portal (403)'],
    [403, { 'x-ratelimit-remaining': '0' }, 'ServiceUnavailableError', 'quota'],
    [403, { 'retry-after': '60' }, 'ServiceUnavailableError', 'quota'],
    [429, { 'retry-after': '60' }, 'ServiceUnavailableError', 'quota'],
    [502, {}, 'ServiceUnavailableError', 'answered 502'],
  ])('says what %s with %j means', async (status, headers, name, message) => {
    expect(await failure(answer(status, headers))).toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('tells when the quota is back, if the forge does', async () => {
    const soon = await failure(answer(429, { 'retry-after': '60' }));
    expect(soon).toMatchObject({ retryAt: expect.any(Date) });
    const spent = { 'x-ratelimit-remaining': '0' };
    const reset = { ...spent, 'x-ratelimit-reset': '1893456000' };
    expect(await failure(answer(403, reset))).toMatchObject({
      retryAt: new Date('2030-01-01T00:00:00Z'),
    });
    expect(await failure(answer(403, spent))).toMatchObject({
      retryAt: undefined,
    });
  });

  const graphql =
    (reply: object): RequestListener =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply));
    };
  const list = (forge: GithubForge) => forge.listOpenPullRequests(within());

  it.each([
    ['RATE_LIMITED', 'ServiceUnavailableError', 'quota'],
    ['FORBIDDEN', 'NotAllowedError', 'refuses the portal (GraphQL)'],
    ['NOT_FOUND', 'NotFoundError', 'may not see it'],
    ['INTERNAL', 'ServiceUnavailableError', 'could not answer (INTERNAL)'],
  ])('says what %s of GraphQL means', async (type, name, message) => {
    const errors = [{ type, message: 'no', path: ['repository'] }];
    const reply = graphql({ data: { repository: null }, errors });
    expect(await failure(reply, undefined, list)).toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('does not take anything for an answer', async () => {
    const reply = graphql({ data: { repository: { pullRequests: 7 } } });
    expect(await failure(reply, undefined, list)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('not one of GitHub'),
    });
  });

  it('leaves out what it may not see of an answer otherwise whole', async () => {
    const pageInfo = { hasNextPage: false, endCursor: null };
    const reply = graphql({
      data: { repository: { pullRequests: { pageInfo, nodes: [] } } },
      errors: [{ type: 'FORBIDDEN', message: 'no', path: ['repository', 'x'] }],
    });
    await expect(failure(reply, undefined, list)).rejects.toThrow(
      'it did not fail',
    );
  });

  it('gives up on a forge that accepts and never answers', async () => {
    const started = Date.now();
    expect(await failure(() => {}, 300)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('did not answer'),
    });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('names the setting if no integration has the host', () => {
    expect(() =>
      GithubForge.fromConfig(
        new ConfigReader({
          gitops: { repository: 'https://git.example.com/acme/infra' },
        }),
      ),
    ).toThrow('add its host to integrations.github');
  });
});
