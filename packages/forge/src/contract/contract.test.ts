import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import express from 'express';
import { Checks } from './checks.ts';
import { Contract } from './contract.ts';
import {
  readDescription,
  resolveReference,
  type Description,
} from './description.ts';
import { contractMiddleware, graphqlContractMiddleware } from './middleware.ts';
import { OperationIndex } from './operations.ts';
import { readReports } from './report-file.ts';
import { summary } from './report.ts';

const run = promisify(execFile);
const cli = path.join(import.meta.dirname, 'main.ts');

describe('the contract', () => {
  let description: Description;
  let directory: string;

  before(async () => {
    description = await readDescription();
    directory = await mkdtemp(path.join(tmpdir(), 'contract-'));
  });
  after(() => rm(directory, { recursive: true }));

  it('finds the operation of a request, multi-segment parameters included', () => {
    const index = new OperationIndex(description);
    const find = (method: string, url: string) => {
      const found = index.match(method, url);
      return found && [found.operation.id, found.pathParameters];
    };
    const repo = { owner: 'acme', repo: 'shop' };
    assert.deepEqual(find('GET', '/repos/acme/shop/contents/a/b%20c.yaml'), [
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...repo, path: 'a/b c.yaml' },
    ]);
    assert.deepEqual(find('HEAD', '/repos/acme/shop/contents/'), [
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...repo, path: '' },
    ]);
    assert.deepEqual(find('GET', '/repos/acme/shop/commits/feat/x/status'), [
      'GET /repos/{owner}/{repo}/commits/{ref}/status',
      { ...repo, ref: 'feat/x' },
    ]);
    assert.deepEqual(find('GET', '/repos/acme/shop/compare/main...feat/x'), [
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { ...repo, basehead: 'main...feat/x' },
    ]);
    assert.equal(find('GET', '/repos/acme/shop/nonsense'), undefined);
    assert.equal(find('PUT', '/user'), undefined);
  });

  it("accepts GitHub's own example replies and names what a poorer one lacks", () => {
    const index = new OperationIndex(description);
    const checks = new Checks(description);
    const problems = (method: 'get' | 'put', template: string) => {
      const operation = description.paths[template]?.[method];
      assert.ok(operation, template);
      const match = index.match(method, template.replaceAll(/[{}]/g, ''));
      assert.equal(match?.operation.id, `${method.toUpperCase()} ${template}`);
      const response = resolveReference(description, operation.responses[200]);
      const examples =
        response.content?.['application/json'].examples ?? assert.fail();
      return (change: (value: Record<string, unknown>) => void) =>
        Object.values(examples).flatMap(example => {
          const value = structuredClone(
            resolveReference(description, example).value,
          );
          change(value);
          return checks.reply(
            match.operation,
            { query: {}, accept: '', body: undefined },
            {
              status: 200,
              mediaType: 'application/json',
              text: JSON.stringify(value),
            },
          );
        });
    };
    for (const template of [
      '/repos/{owner}/{repo}/contents/{path}',
      '/repos/{owner}/{repo}/branches/{branch}',
      '/repos/{owner}/{repo}/commits/{ref}/check-runs',
      '/user',
    ]) {
      assert.deepEqual(
        problems('get', template)(() => {}),
        [],
        template,
      );
    }
    const pullReply = problems(
      'get',
      '/repos/{owner}/{repo}/pulls/{pull_number}',
    );
    const pull: typeof pullReply = change =>
      pullReply(value => {
        value.requested_teams = []; // the one fault of GitHub's own example
        change(value);
      });
    assert.deepEqual(
      pull(() => {}),
      [],
    );
    assert.deepEqual(
      pull(value => delete value.mergeable_state),
      ["/ must have required property 'mergeable_state'"],
    );
    assert.deepEqual(
      pull(value => (value.created_at = 'yesterday')),
      ['/created_at must match format "date-time"'],
    );
    // `nullable` of OpenAPI 3.0: null where allowed, and only there.
    assert.deepEqual(
      pull(value => (value.body = null)),
      [],
    );
    assert.deepEqual(
      pull(value => (value.title = null)),
      ['/title must be string'],
    );
  });

  it('reports what a server does otherwise than GitHub, and adds runs up', async () => {
    const target = path.join(directory, 'suite');
    const first = await serve(target);
    await first.get('/repos/acme/shop/topics'); // as GitHub
    await first.get('/repos/acme/shop/topics?per_page=many'); // accepted though malformed
    await first.get('/repos/acme/shop/topics?lose=names'); // a poorer body
    await first.get('/repos/acme/shop/topics?status=418');
    await first.get('/repos/acme/shop/topics?status=401');
    await first.get('/repos/acme/shop/labels'); // GitHub has it, the server has not
    await first.get('/repos/acme/shop/unheard-of'); // neither has it
    await first.get('/invented'); // only the server has it
    await first.put('/repos/acme/shop/topics', { names: 'go' }, 422); // refused as GitHub does
    await first.put('/repos/acme/shop/topics', { names: 'go' });
    await first.close();
    const second = await serve(target);
    await second.get('/repos/acme/shop/topics?lose=names');
    await second.graphql({ data: {} });
    await second.graphql({ oops: true });
    await second.close();

    assert.equal((await readdir(target)).length, 2);
    const report = await readReports(target);
    assert.deepEqual(
      report.violations
        .map(({ operation, kind, message, count }) =>
          [operation, kind, message, count].join(' | '),
        )
        .sort(),
      [
        'GET /invented | unknown-operation | GitHub has no such operation | 1',
        'GET /repos/{owner}/{repo}/labels | not-implemented | the forge does not serve this operation | 1',
        "GET /repos/{owner}/{repo}/topics | reply | / must have required property 'names' | 2",
        'GET /repos/{owner}/{repo}/topics | request | query parameter per_page: / must be integer | 1',
        'GET /repos/{owner}/{repo}/topics | status | status 418 is not documented (documented: 200, 404) | 1',
        'POST /graphql | reply | a reply with status 200 has neither data nor errors | 1',
        'PUT /repos/{owner}/{repo}/topics | request | request body: /names must be array | 1',
      ],
    );
    assert.deepEqual(report.totals, {
      endpoints: 4,
      requests: 11,
      replies: 11,
      violations: 7,
    });
    const failed = await run(process.execPath, [
      cli,
      'summarize',
      target,
    ]).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    assert.equal('code' in failed && failed.code, 1);
    assert.equal(failed.stdout, `${summary(report)}\n`);
    assert.match(failed.stderr, /GET \/invented: unknown-operation/);
  });

  it('adds to one file from run to run, and says so when all is well', async () => {
    const target = path.join(directory, 'one.json');
    for (let round = 0; round < 2; round += 1) {
      const server = await serve(target);
      await server.get('/repos/acme/shop/topics');
      await server.close();
    }
    const { stdout } = await run(process.execPath, [cli, 'summarize', target]);
    assert.equal(
      stdout,
      'contract: 1 endpoints, 2 requests and 2 replies validated, 0 violations\n',
    );
    assert.equal(JSON.parse(await readFile(target, 'utf8')).totals.requests, 2);
  });

  it('refuses a report that is something else, naming the file', async () => {
    const target = path.join(directory, 'broken.json');
    await writeFile(target, '{"operations": []}');
    const failed = await run(process.execPath, [
      cli,
      'summarize',
      target,
    ]).catch((error: { code: number; stderr: string }) => error);
    assert.equal('code' in failed && failed.code, 2);
    assert.match(
      failed.stderr,
      /broken\.json is not a contract report; delete it/,
    );
  });
});

/** A small server that does some things as GitHub and some otherwise. */
async function serve(target: string) {
  const errors: Error[] = [];
  const contract = new Contract({ target, onError: e => errors.push(e) });
  const app = express();
  app.use('/api/v3', contractMiddleware(contract));
  app.use('/api/graphql', graphqlContractMiddleware(contract));
  app.use(express.json());
  app.all('/api/v3/repos/:owner/:repo/topics', (req, res) => {
    const status = Number(req.query.status ?? 200);
    if (status !== 200)
      res
        .status(status)
        .json({ message: 'No', documentation_url: 'https://docs.github.com' });
    else res.json(req.query.lose ? {} : { names: ['go'] });
  });
  app.get('/api/v3/invented', (_req, res) => res.json({}));
  app.post('/api/graphql', (req, res) => res.json(req.body));
  app.use((_req, res) => res.status(404).json({ message: 'Not Found' }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const send = (method: string, url: string, body: unknown) =>
    fetch(`${base}${url}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }).then(response => response.text());
  return {
    get: (url: string) => fetch(`${base}/v3${url}`).then(r => r.text()),
    put: (url: string, body: unknown, status = 200) =>
      send('PUT', `/v3${url}?status=${status}`, body),
    graphql: (body: unknown) => send('POST', '/graphql', body),
    close: async () => {
      server.close();
      await once(server, 'close');
      await contract.close();
      assert.deepEqual(errors, []);
    },
  };
}
