import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { refused } from '../testing/refused.ts';
import { startForge, type TestForge } from '../testing/startForge.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const text = (encoded: string) =>
  Buffer.from(encoded, 'base64').toString('utf8');

describe('files and git data', () => {
  let forge: TestForge;
  let rest: ReturnType<TestForge['as']>['rest'];
  const repo = { owner: 'acme', repo: 'files' };

  before(async () => {
    forge = await startForge();
    ({ rest } = forge.as('owner'));
    await rest.repos.createInOrg({ org: 'acme', name: 'files' });
  });
  after(() => forge.dispose());

  it('says that an empty repository is empty', async () => {
    await assert.rejects(
      rest.git.getRef({ ...repo, ref: 'heads/main' }),
      refused(409, /empty/),
    );
    await assert.rejects(rest.repos.listCommits(repo), refused(409, /empty/));
    await assert.rejects(
      rest.repos.getContent({ ...repo, path: '' }),
      refused(404, /empty/),
    );
  });

  it('writes, reads, replaces and removes a file, and notices what changed in between', async () => {
    const file = { ...repo, path: 'docs/a ü.md', message: 'Write' };
    const { data: made } = await rest.repos.createOrUpdateFileContents({
      ...file,
      content: base64('one'),
    });
    assert.equal(made.commit.message, 'Write');
    await assert.rejects(
      rest.repos.createOrUpdateFileContents({
        ...file,
        content: base64('two'),
      }),
      refused(422, /"sha" wasn't supplied/),
    );
    await assert.rejects(
      rest.repos.createOrUpdateFileContents({
        ...file,
        content: base64('two'),
        sha: '1'.repeat(40),
      }),
      refused(409, /does not match/),
    );
    const { data: read } = await rest.repos.getContent({
      ...repo,
      path: file.path,
    });
    assert.ok(!Array.isArray(read) && read.type === 'file');
    assert.equal(text(read.content), 'one');
    await rest.repos.createOrUpdateFileContents({
      ...file,
      content: base64('two'),
      sha: read.sha,
    });
    const raw = await rest.repos.getContent({
      ...repo,
      path: file.path,
      mediaType: { format: 'raw' },
    });
    assert.equal(String(raw.data), 'two');
    const { data: listed } = await rest.repos.getContent({
      ...repo,
      path: 'docs',
    });
    assert.ok(Array.isArray(listed));
    assert.deepEqual(
      listed.map(one => one.path),
      ['docs/a ü.md'],
    );
    const sha = listed[0]?.sha ?? '';
    await rest.repos.deleteFile({ ...file, message: 'Remove', sha });
    await assert.rejects(
      rest.repos.getContent({ ...repo, path: file.path }),
      refused(404, /Not Found/),
    );
  });

  it('never leaves the tree: hostile paths are refused', async () => {
    for (const path of [
      '../up',
      'a/../../b',
      '.git/config',
      'a//b',
      '/etc/passwd',
    ]) {
      await assert.rejects(
        rest.git.createTree({
          ...repo,
          tree: [{ path, mode: '100644', type: 'blob', content: 'x' }],
        }),
        refused(422, /malformed path/),
      );
    }
    for (const ref of [
      'refs/pull/1/head',
      'refs/heads/a..b',
      'refs/heads/--upload-pack=x y',
      'main',
    ]) {
      const { data } = await rest.repos.getBranch({ ...repo, branch: 'main' });
      await assert.rejects(
        rest.git.createRef({ ...repo, ref, sha: data.commit.sha }),
        refused(422, /ref name|slashes/),
      );
    }
  });

  it('builds a commit from blobs and trees and moves a branch to it', async () => {
    const { data: base } = await rest.git.getRef({
      ...repo,
      ref: 'heads/main',
    });
    const { data: blob } = await rest.git.createBlob({
      ...repo,
      content: base64('data'),
      encoding: 'base64',
    });
    const { data: tree } = await rest.git.createTree({
      ...repo,
      base_tree: base.object.sha,
      tree: [
        {
          path: 'apps/shop/run.sh',
          mode: '100755',
          type: 'blob',
          sha: blob.sha,
        },
        {
          path: 'apps/shop/note',
          mode: '100644',
          type: 'blob',
          content: 'inline',
        },
      ],
    });
    const { data: commit } = await rest.git.createCommit({
      ...repo,
      message: 'Build\n\nSlipway-Component: shop',
      tree: tree.sha,
      parents: [base.object.sha],
    });
    await rest.git.createRef({
      ...repo,
      ref: 'refs/heads/side',
      sha: commit.sha,
    });
    await assert.rejects(
      rest.git.createRef({ ...repo, ref: 'refs/heads/side', sha: commit.sha }),
      refused(422, /already exists/),
    );
    const { data: deep } = await rest.git.getTree({
      ...repo,
      tree_sha: 'side',
      recursive: 'true',
    });
    assert.deepEqual(
      deep.tree
        .filter(one => one.type === 'blob')
        .map(one => [one.path, one.mode]),
      [
        ['apps/shop/note', '100644'],
        ['apps/shop/run.sh', '100755'],
      ],
    );
    const { data: compared } = await rest.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: 'main...side',
    });
    assert.deepEqual(
      [
        compared.status,
        compared.ahead_by,
        compared.files?.map(file => [file.filename, file.additions]),
      ],
      [
        'ahead',
        1,
        [
          ['apps/shop/note', 1],
          ['apps/shop/run.sh', 1],
        ],
      ],
    );
    await rest.git.updateRef({ ...repo, ref: 'heads/main', sha: commit.sha });
    await assert.rejects(
      rest.git.updateRef({ ...repo, ref: 'heads/main', sha: base.object.sha }),
      refused(422, /not a fast forward/),
    );
    const { data: one } = await rest.repos.getCommit({ ...repo, ref: 'main' });
    assert.deepEqual(one.stats, { additions: 2, deletions: 0, total: 2 });
    await rest.git.deleteRef({ ...repo, ref: 'heads/side' });
    await assert.rejects(
      rest.git.getRef({ ...repo, ref: 'heads/side' }),
      refused(404, /Not Found/),
    );
  });

  it('hands out a tree as an archive and a file as plain text', async () => {
    const { data } = await rest.repos.downloadTarballArchive({
      ...repo,
      ref: 'main',
    });
    assert.ok(data instanceof ArrayBuffer && data.byteLength > 100);
    const { data: file } = await rest.repos.getContent({
      ...repo,
      path: 'apps/shop/note',
    });
    assert.ok(!Array.isArray(file) && file.download_url);
    const plain = await fetch(file.download_url);
    assert.equal(await plain.text(), 'inline');
    assert.match(plain.headers.get('content-type') ?? '', /^text\/plain/);
  });

  it('keeps check runs, statuses, labels, issues and comments', async () => {
    const { data: branch } = await rest.repos.getBranch({
      ...repo,
      branch: 'main',
    });
    const { sha } = branch.commit;
    const { data: run } = await rest.checks.create({
      ...repo,
      name: 'render',
      head_sha: sha,
      status: 'in_progress',
    });
    assert.equal(run.status, 'in_progress');
    await rest.checks.update({
      ...repo,
      check_run_id: run.id,
      conclusion: 'failure',
      output: { title: 'Bad', summary: 'It is bad' },
    });
    const { data: runs } = await rest.checks.listForRef({
      ...repo,
      ref: 'main',
    });
    assert.deepEqual(
      runs.check_runs.map(one => [one.name, one.conclusion, one.output.title]),
      [['render', 'failure', 'Bad']],
    );
    await rest.repos.createCommitStatus({
      ...repo,
      sha,
      state: 'pending',
      context: 'ci',
    });
    await rest.repos.createCommitStatus({
      ...repo,
      sha,
      state: 'success',
      context: 'ci',
    });
    const { data: combined } = await rest.repos.getCombinedStatusForRef({
      ...repo,
      ref: 'main',
    });
    assert.deepEqual([combined.state, combined.total_count], ['success', 1]);
    const { data: issue } = await rest.issues.create({
      ...repo,
      title: 'Broken',
      labels: ['bug'],
    });
    await rest.issues.createComment({
      ...repo,
      issue_number: issue.number,
      body: 'Indeed',
    });
    await rest.issues.update({
      ...repo,
      issue_number: issue.number,
      state: 'closed',
    });
    const { data: closed } = await rest.issues.listForRepo({
      ...repo,
      state: 'closed',
      labels: 'bug',
    });
    assert.deepEqual(
      closed.map(one => [one.title, one.comments, one.state_reason]),
      [['Broken', 1, 'completed']],
    );
  });

  it("answers wrong input in GitHub's words", async () => {
    const ask = (path: string, body: string) =>
      fetch(`${forge.url}/api/v3${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${forge.secrets.owner.token}` },
        body,
      });
    const malformed = await ask('/orgs/acme/repos', '{');
    assert.deepEqual(
      [malformed.status, (await malformed.json()).message],
      [400, 'Problems parsing JSON'],
    );
    const nameless = await ask('/orgs/acme/repos', '{}');
    assert.deepEqual(
      [
        nameless.status,
        /"name" wasn't supplied/.test((await nameless.json()).message),
      ],
      [422, true],
    );
    await assert.rejects(
      rest.repos.createInOrg({ org: 'acme', name: 'files' }),
      refused(422, /name already exists on this account/),
    );
  });
});
