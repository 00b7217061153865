import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startForge,
  type Person,
  type TestForge,
} from '../testing/startForge.ts';
import { TestBrowser } from './testBrowser.ts';

const shop = { owner: 'acme', repo: 'shop' };

describe('the pages', () => {
  let forge: TestForge;
  const visitor = async (person: Person) => {
    const browser = new TestBrowser(forge.url);
    await browser.signIn(person, forge.secrets[person].password);
    return browser;
  };
  const write = (path: string, content: string, branch: string) =>
    forge.as('owner').rest.repos.createOrUpdateFileContents({
      ...shop,
      path,
      branch,
      message: `Write ${path}`,
      content: Buffer.from(content).toString('base64'),
    });
  const propose = async (
    person: Person,
    branch: string,
    path = `${branch}.yaml`,
  ) => {
    const owner = forge.as('owner');
    const main = await owner.rest.git.getRef({ ...shop, ref: 'heads/main' });
    const { sha } = main.data.object;
    await owner.rest.git.createRef({
      ...shop,
      ref: `refs/heads/${branch}`,
      sha,
    });
    await write(path, 'image: "<b>1.0.0</b>"\n', branch);
    const { data } = await forge.as(person).rest.pulls.create({
      ...shop,
      title: `Add <i>${branch}</i>`,
      head: branch,
      base: 'main',
      body: '**Bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](http://evil.example/p.png)',
    });
    return { number: data.number, path: `/acme/shop/pull/${data.number}` };
  };

  before(async () => {
    forge = await startForge();
    const owner = forge.as('owner');
    await owner.rest.repos.createInOrg({
      org: 'acme',
      name: 'shop',
      auto_init: true,
    });
    await owner.rest.repos.createInOrg({
      org: 'acme',
      name: 'hidden',
      private: true,
    });
    for (const username of ['writer', 'reviewer'] as const) {
      await owner.rest.repos.addCollaborator({
        ...shop,
        username,
        permission: 'push',
      });
    }
    await write('docs/notes/a b.md', '# Notes\n', 'main');
    await owner.rest.repos.updateBranchProtection({
      ...shop,
      branch: 'main',
      required_status_checks: { strict: false, contexts: ['render'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    });
  });
  after(() => forge.dispose());

  it('show repositories, files and history to whom they may', async () => {
    const anonymous = new TestBrowser(forge.url);
    const reader = await visitor('reader');
    const list = await anonymous.get('/');
    assert.match(list.html, /href="\/acme\/shop"/);
    assert.doesNotMatch(list.html, /acme\/hidden/);
    assert.equal((await anonymous.get('/acme/hidden')).status, 404);
    assert.match(
      (await reader.get('/acme/hidden')).html,
      /This repository is empty/,
    );
    assert.match((await reader.get('/acme/shop')).html, /aria-label="README"/);
    const notes = await reader.get('/acme/shop/tree/main/docs/notes');
    const file = /href="([^"]+a%20b\.md)"/.exec(notes.html)?.[1] ?? '';
    assert.match((await reader.get(file)).html, /# Notes/);
    const history = await reader.get('/acme/shop/commits');
    const commit = /href="(\/acme\/shop\/commit\/[0-9a-f]{40})"/.exec(
      history.html,
    )?.[1];
    assert.match(
      (await reader.get(commit ?? '')).html,
      /Write docs\/notes\/a b\.md/,
    );
    assert.match((await reader.get('/acme')).html, /Developers/);
    assert.match(
      (await reader.get('/acme/shop/pulls?state=closed')).html,
      /No closed pull requests/,
    );
    for (const path of [
      '/nobody',
      '/acme/shop/tree/none',
      '/acme/shop/blob/main/none',
      '/acme/shop/pull/99',
      '/acme/shop/commit/--output=x',
      '/acme/shop/a/b/c',
    ]) {
      const { status, html } = await reader.get(path);
      assert.equal(status, 404, path);
      assert.match(html, /Not found/);
    }
  });

  it('escape what people write and allow no scripts', async () => {
    const { path } = await propose('writer', 'hostile');
    const { html, headers } = await (await visitor('reader')).get(path);
    assert.match(html, /Add &lt;i>hostile&lt;\/i>/);
    assert.match(html, /<strong>Bold<\/strong>/);
    assert.match(html, /image: (&quot;|")&lt;b>1\.0\.0/);
    assert.doesNotMatch(html, /<img src=x|javascript:|<script|src="http/);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe/);
  });

  it('take a pull request from refusal over review and checks to the merge', async () => {
    const { path, number } = await propose('writer', 'feature');
    const author = await visitor('writer');
    const reviewer = await visitor('reviewer');
    const blocked = await reviewer.get(path);
    assert.match(blocked.html, /Merging is blocked/);
    assert.match(blocked.html, /approving review is required/);
    assert.match(
      blocked.html,
      /Required status check (&quot;|")render(&quot;|") is expected/,
    );
    assert.match(
      blocked.html,
      /<button class="primary" type="submit" disabled/,
    );

    const own = await author.get(path);
    assert.match(own.html, /Authors cannot approve/);
    const approval = await author.submit(own, `${path}/answer`, {
      event: 'APPROVE',
    });
    assert.equal(approval.status, 422);
    assert.match(
      approval.html,
      /role="alert">Can not approve your own pull request/,
    );

    const empty = await reviewer.submit(blocked, `${path}/answer`, {
      event: 'comment',
      body: ' ',
    });
    assert.match(empty.html, /role="alert">Write a comment first/);
    const answer = (event: string, body: string) =>
      reviewer.submit(blocked, `${path}/answer`, { event, body });
    assert.equal((await answer('comment', 'Which *tag*?')).status, 303);
    assert.equal((await answer('REQUEST_CHANGES', 'Pin it.')).status, 303);
    const talked = (await reviewer.get(path)).html;
    assert.match(talked, /Which <em>tag<\/em>\?/);
    assert.match(talked, /requested changes/);
    assert.match(talked, /Changes have been requested/);

    assert.equal((await answer('APPROVE', '')).status, 303);
    const unmerged = await reviewer.submit(
      await reviewer.get(path),
      `${path}/merge`,
      { method: 'squash' },
    );
    assert.equal(unmerged.status, 405);
    assert.match(unmerged.html, /role="alert">Required status check/);

    const { data: pull } = await forge
      .as('reader')
      .rest.pulls.get({ ...shop, pull_number: number });
    await forge.as('owner').rest.repos.createCommitStatus({
      ...shop,
      sha: pull.head.sha,
      state: 'success',
      context: 'render',
      description: 'All rendered',
    });
    const ready = await reviewer.get(path);
    assert.match(ready.html, /Ready to merge/);
    assert.match(ready.html, /All rendered/);
    assert.equal(
      (await reviewer.submit(ready, `${path}/merge`, { method: 'squash' }))
        .status,
      303,
    );
    const merged = await reviewer.get(path);
    assert.match(merged.html, /Merged<\/span>/);
    assert.doesNotMatch(merged.html, /Merge pull request|>Approve</);
    const head = await forge
      .as('reader')
      .rest.repos.getContent({ ...shop, path: 'feature.yaml' });
    assert.equal(head.status, 200);
  });

  it('name the conflict, close and reopen, and refuse those without the right', async () => {
    const { path } = await propose('writer', 'clash', 'feature-2.yaml');
    const reader = await visitor('reader');
    const page = await reader.get(path);
    assert.match(page.html, /You need write access/);
    assert.doesNotMatch(page.html, /Close pull request|>Merge pull request/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const sha = 'a'.repeat(40);
    const merge = await reader.post(`${path}/merge`, {
      csrf,
      sha,
      method: 'merge',
    });
    assert.equal(merge.status, 403);
    assert.match(merge.html, /role="alert">You may not merge here/);
    assert.equal(
      (await reader.post(`${path}/state`, { csrf, state: 'closed' })).status,
      403,
    );
    assert.equal(
      (await reader.post(`${path}/merge`, { sha, method: 'merge' })).status,
      403,
    );
    const anonymous = new TestBrowser(forge.url);
    const away = await anonymous.post(`${path}/answer`, {
      event: 'comment',
      body: 'x',
    });
    assert.match(away.location ?? '', /^\/login\?/);

    const late = await propose('writer', 'late', 'both.yaml');
    await forge.as('owner').rest.repos.deleteBranchProtection({
      ...shop,
      branch: 'main',
    });
    await write('both.yaml', 'image: other\n', 'main');
    const conflict = await (await visitor('reviewer')).get(late.path);
    assert.match(conflict.html, /Conflicts with main in both\.yaml/);

    const writer = await visitor('writer');
    const submit = async (fields: Record<string, string>) =>
      writer.submit(await writer.get(path), `${path}/state`, fields);
    assert.equal((await submit({ state: 'closed' })).status, 303);
    assert.match((await writer.get(path)).html, /without being\s+merged/);
    assert.equal((await submit({ state: 'open' })).status, 303);

    const stale = await writer.submit(await writer.get(path), `${path}/merge`, {
      method: 'merge',
      sha,
    });
    assert.equal(stale.status, 409);
    assert.match(stale.html, /role="alert">Head branch was modified/);
  });
});
