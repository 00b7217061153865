import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { TemplateValues } from '../src/index.ts';
import { renderService, writeFiles } from './support/render.ts';
import { documents, fileAt } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute } from './support/tools.ts';
import { serviceValues } from './support/values.ts';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: Step[];
}

interface Workflow {
  on: Record<string, { branches?: string[] } | null>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const onMain = "github.ref == 'refs/heads/main'";
const files = await renderService(
  serviceValues({ portalUrl: 'https://portal.example.com' }),
);
const workflowFiles = files.filter(({ path }) =>
  path.startsWith('.github/workflows/'),
);

function workflow(name: string): Workflow {
  const file = fileAt(files, `.github/workflows/${name}.yml`);
  return documents(file)[0] as Workflow;
}

const [ci, release] = [workflow('ci'), workflow('release')];
const jobs = [ci, release].flatMap(({ jobs: all }) => Object.values(all));
const steps = jobs.flatMap(job => job.steps ?? []);

test('there are two workflows, and these tests read both', () => {
  assert.deepEqual(
    workflowFiles.map(({ path }) => path),
    ['.github/workflows/ci.yml', '.github/workflows/release.yml'],
  );
});

test('every action is pinned by a commit, with its version for the reader', () => {
  for (const { path, content } of workflowFiles) {
    const uses = content.match(/^.*\buses:.*$/gm) ?? [];
    assert.ok(uses.length > 0, path);
    for (const line of uses) {
      assert.match(
        line,
        /uses: (\.\/\.github\/workflows\/ci\.yml$|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/,
      );
    }
  }
});

test('one action has one version everywhere', () => {
  const pins = workflowFiles.flatMap(
    ({ content }) => content.match(/[\w-]+\/[\w-]+@[0-9a-f]{40} # \S+/g) ?? [],
  );
  const names = new Set(pins.map(pin => pin.split('@')[0]));
  assert.equal(new Set(pins).size, names.size);
});

test('a job may do what it needs, and a workflow as such may only read', () => {
  for (const { permissions } of [ci, release]) {
    assert.deepEqual(permissions, { contents: 'read' });
  }
  const rights = Object.entries({ ...ci.jobs, ...release.jobs }).map(
    ([name, { permissions }]) => [name, permissions],
  );
  const image = {
    contents: 'read',
    packages: 'write',
    'id-token': 'write',
  };
  assert.deepEqual(Object.fromEntries(rights), {
    backend: image,
    frontend: image,
    version: { contents: 'write' },
    ci: image,
    release: { contents: 'write' },
    publish: image,
  });
});

test('every job ends, and no checkout leaves its token behind', () => {
  for (const job of jobs) {
    assert.ok(job.uses ?? job['timeout-minutes'], JSON.stringify(job));
  }
  const checkouts = steps.filter(({ uses }) =>
    uses?.startsWith('actions/checkout@'),
  );
  assert.ok(checkouts.length > 0);
  for (const checkout of checkouts) {
    assert.equal(checkout.with?.['persist-credentials'], false);
  }
});

test('nothing that a stranger writes gets into a script', () => {
  for (const { run = '' } of steps) {
    assert.doesNotMatch(run, /\$\{\{/, 'a script reads values from env only');
  }
});

test('a pull request builds what is released, and only main pushes and signs', () => {
  assert.deepEqual(Object.keys(ci.on), ['pull_request', 'workflow_call']);
  assert.deepEqual(release.on, { push: { branches: ['main'] } });
  assert.equal(release.jobs.ci?.uses, './.github/workflows/ci.yml');

  for (const name of ['backend', 'frontend']) {
    const own = ci.jobs[name]?.steps ?? [];
    const build = own.find(({ uses }) =>
      uses?.startsWith('docker/build-push-action@'),
    );
    assert.equal(build?.if, undefined);
    assert.equal(build?.with?.push, `\${{ ${onMain} }}`);
    assert.equal(build?.with?.provenance, 'mode=max');
    assert.equal(build?.with?.sbom, true);

    const writes = own.filter(
      ({ uses = '', run = '' }) =>
        /login-action|cosign/.test(uses) || run.includes('cosign'),
    );
    assert.equal(writes.length, 3);
    for (const step of writes) {
      assert.equal(step.if, onMain, step.name);
    }
  }
});

/** Stands for GitHub's OIDC issuer and for the portal, and keeps what it was sent. */
async function listen(t: TestContext, portalStatus: number) {
  const received: { path?: string; authorization?: string; body: string }[] =
    [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const { url: path, headers } = request;
    const body = await text(request);
    received.push({ path, authorization: headers.authorization, body });
    const token = path?.startsWith('/token');
    response.writeHead(token ? 200 : portalStatus);
    response.end(token ? '{"value":"signed"}' : 'two\nlines');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received };
}

const madeAt = '2026-03-01T10:00:00Z';

/** A checkout of a service, as jobs have it. */
async function checkOut(directory: string, values: TemplateValues) {
  await writeFiles(directory, await renderService(values));
  const git = (...args: string[]) =>
    execute('git', args, {
      cwd: directory,
      env: { GIT_COMMITTER_DATE: madeAt },
    });
  await git('init', '--quiet');
  await git('add', '--all');
  const author = ['-c', 'user.name=Casey', '-c', 'user.email=casey@localhost'];
  await git(...author, 'commit', '--quiet', '--message=Start');
  return (await git('rev-parse', 'HEAD')).trim();
}

async function reportRelease(t: TestContext, portalUrl: string, oidc: string) {
  const directory = await temporaryDirectory(t);
  const commit = await checkOut(directory, serviceValues({ portalUrl }));
  return execute(
    process.execPath,
    [
      join('.github', 'report-release.mjs'),
      '1.2.0',
      'ghcr.io/acme/shop-backend@sha256:aa',
      'ghcr.io/acme/shop-frontend@sha256:bb',
    ],
    {
      cwd: directory,
      env: {
        GITHUB_SHA: commit,
        ACTIONS_ID_TOKEN_REQUEST_URL: oidc && `${oidc}/token?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job',
      },
    },
  );
}

test('a release is reported with the identity of the job', async t => {
  const { url, received } = await listen(t, 202);
  const output = await reportRelease(t, url, url);

  assert.equal(output, 'Slipway knows shop 1.2.0.\n');
  const [token, report] = received;
  assert.equal(
    token?.path,
    `/token?api-version=2&audience=${encodeURIComponent(url)}`,
  );
  assert.equal(token?.authorization, 'Bearer job');
  assert.equal(report?.path, '/api/gitops/releases');
  assert.equal(report?.authorization, 'Bearer signed');
  const { commit, committedAt, ...rest } = JSON.parse(report?.body ?? '');
  assert.match(commit, /^[0-9a-f]{40}$/);
  assert.equal(Date.parse(committedAt), Date.parse(madeAt));
  assert.deepEqual(rest, {
    component: 'shop',
    version: '1.2.0',
    images: [
      { name: 'ghcr.io/acme/shop-backend', digest: 'sha256:aa' },
      { name: 'ghcr.io/acme/shop-frontend', digest: 'sha256:bb' },
    ],
  });
});

test('a report that fails is one warning and does not fail the release', async t => {
  const warning = '::warning title=Slipway was not told::shop 1.2.0: ';
  const { url } = await listen(t, 503);
  assert.equal(
    await reportRelease(t, url, url),
    `${warning}Slipway answered with status 503: two lines\n`,
  );
  assert.equal(
    await reportRelease(t, url, ''),
    `${warning}the job has no OIDC token; give it the permission id-token: write\n`,
  );
  // Port 9 on this machine answers nobody.
  const unreachable = await reportRelease(t, 'http://127.0.0.1:9', url);
  assert.ok(unreachable.startsWith(warning), unreachable);
  assert.equal(unreachable.trim().split('\n').length, 1);
});
