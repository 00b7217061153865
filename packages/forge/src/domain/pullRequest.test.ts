import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { refused } from '../testing/refused.ts';
import { startForge, type TestForge } from '../testing/startForge.ts';

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A webhook receiver that one can wait on. */
async function listen() {
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.end('thanks');
      for (const wake of waiting) wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const find = (match: (one: Heard) => boolean) => heard.findLast(match);
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async wait(match: (one: Heard) => boolean): Promise<Heard> {
      for (;;) {
        const found = find(match);
        if (found) return found;
        await new Promise<void>(resolve => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    close: () => server.close(),
  };
}

describe('the life of a pull request', () => {
  let forge: TestForge;
  let receiver: Awaited<ReturnType<typeof listen>>;
  let work: string;
  const shop = { owner: 'acme', repo: 'shop' };

  const commitOn = async (
    branch: string,
    file: string,
    from = 'origin/main',
  ) => {
    await forge.git(work, 'fetch', '-q', 'origin');
    await forge.git(work, 'checkout', '-q', '-B', branch, from);
    await writeFile(join(work, file), `${branch}\n`);
    await forge.git(work, 'add', '.');
    await forge.git(work, 'commit', '-q', '-m', `Add ${file}`);
    await forge.git(work, 'push', '-q', 'origin', branch);
    return forge.git(work, 'rev-parse', 'HEAD');
  };
  const open = (head: string) =>
    forge.as('writer').rest.pulls.create({
      ...shop,
      head,
      base: 'main',
      title: `Merge ${head}`,
    });
  const approve = (pull_number: number) =>
    forge
      .as('reviewer')
      .rest.pulls.createReview({ ...shop, pull_number, event: 'APPROVE' });
  const succeed = (sha: string) =>
    forge.as('owner').rest.repos.createCommitStatus({
      ...shop,
      sha,
      state: 'success',
      context: 'ci',
    });

  before(async () => {
    forge = await startForge();
    receiver = await listen();
    work = join(forge.directory, 'work');
    await mkdir(work);
    await forge.as('owner').rest.repos.createInOrg({
      org: 'acme',
      name: 'shop',
      visibility: 'private',
    });
    await forge.as('owner').rest.teams.addOrUpdateRepoPermissionsInOrg({
      ...shop,
      org: 'acme',
      team_slug: 'developers',
      permission: 'push',
    });
    await forge.as('owner').rest.repos.createWebhook({
      ...shop,
      config: {
        url: receiver.url,
        content_type: 'json',
        secret: 'a secret of the test',
      },
      events: ['*'],
    });
    await forge.git(work, 'init', '-q', '-b', 'main');
    await forge.git(
      work,
      'remote',
      'add',
      'origin',
      forge.remote('writer', 'acme/shop'),
    );
    await writeFile(join(work, 'README.md'), '# Shop\n');
    await forge.git(work, 'add', '.');
    await forge.git(work, 'commit', '-q', '-m', 'First');
    await forge.git(work, 'push', '-q', 'origin', 'main');
    await forge.as('owner').rest.repos.updateBranchProtection({
      ...shop,
      branch: 'main',
      required_status_checks: { strict: false, contexts: ['ci'] },
      enforce_admins: true,
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        dismiss_stale_reviews: true,
      },
      restrictions: null,
    });
  });

  after(async () => {
    await forge.dispose();
    receiver.close();
  });

  it('refuses a push to the protected branch as GitHub does', async () => {
    await writeFile(join(work, 'direct.txt'), 'x');
    await forge.git(work, 'add', '.');
    await forge.git(work, 'commit', '-q', '-m', 'Direct');
    await assert.rejects(
      forge.git(work, 'push', 'origin', 'main'),
      (error: Error) => {
        assert.match(
          error.message,
          /GH006: Protected branch update failed for refs\/heads\/main/,
        );
        return true;
      },
    );
    await assert.rejects(
      forge.git(work, 'push', 'origin', ':main'),
      /Cannot delete this protected branch|deletion of the current branch prohibited/,
    );
    await forge.git(work, 'reset', '-q', '--hard', 'origin/main');
  });

  it('blocks the merge until a reviewer approved and the checks passed', async () => {
    const sha = await commitOn('one', 'one.txt');
    const { data: pull } = await open('one');
    assert.equal(pull.head.sha, sha);
    assert.equal(pull.mergeable, true);
    assert.equal(pull.mergeable_state, 'blocked');
    const { number: pull_number } = pull;
    const writer = forge.as('writer');
    const merge = () => writer.rest.pulls.merge({ ...shop, pull_number, sha });
    await assert.rejects(
      merge(),
      refused(405, /At least 1 approving review is required/),
    );
    await assert.rejects(
      writer.rest.pulls.createReview({
        ...shop,
        pull_number,
        event: 'APPROVE',
      }),
      refused(422, /Can not approve your own pull request/),
    );
    await approve(pull_number);
    await assert.rejects(
      merge(),
      refused(405, /Required status check "ci" is expected/),
    );
    await succeed(sha);
    await assert.rejects(
      writer.rest.pulls.merge({ ...shop, pull_number, sha: '1'.repeat(40) }),
      refused(409, /Head branch was modified/),
    );
    const { data: merged } = await merge();
    assert.equal(merged.merged, true);
    await forge.git(work, 'fetch', '-q', 'origin');
    assert.equal(await forge.git(work, 'rev-parse', 'origin/main'), merged.sha);
    assert.equal(await forge.git(work, 'rev-parse', 'origin/main^2'), sha);
    await assert.rejects(merge(), refused(405, /not mergeable/));
  });

  it('squashes to one commit and rebases to single ones', async () => {
    for (const method of ['squash', 'rebase'] as const) {
      await commitOn(method, `${method}-a.txt`);
      const sha = await commitOn(method, `${method}-b.txt`, method);
      const { data: pull } = await open(method);
      await approve(pull.number);
      await succeed(sha);
      await forge.as('writer').rest.pulls.merge({
        ...shop,
        pull_number: pull.number,
        merge_method: method,
      });
    }
    const { data: commits } = await forge
      .as('reader')
      .rest.repos.listCommits({ ...shop, per_page: 3 });
    assert.deepEqual(
      commits.map(one => [
        one.commit.message.split('\n')[0],
        one.parents.length,
      ]),
      [
        ['Add rebase-b.txt', 1],
        ['Add rebase-a.txt', 1],
        ['Merge squash (#2)', 1],
      ],
    );
  });

  it('dismisses approvals when something new is pushed', async () => {
    await commitOn('stale', 'stale.txt');
    const { data: pull } = await open('stale');
    await approve(pull.number);
    const sha = await commitOn('stale', 'more.txt', 'stale');
    const { data: reviews } = await forge
      .as('writer')
      .rest.pulls.listReviews({ ...shop, pull_number: pull.number });
    assert.deepEqual(
      reviews.map(review => review.state),
      ['DISMISSED'],
    );
    await succeed(sha);
    await assert.rejects(
      forge
        .as('writer')
        .rest.pulls.merge({ ...shop, pull_number: pull.number }),
      refused(405, /approving review is required/),
    );
  });

  it('is found by its branch through GraphQL, so that it is updated and not opened twice', async () => {
    const { repository } = await forge.as('writer').graphql<{
      repository: {
        ref: { associatedPullRequests: { edges: { node: { url: string } }[] } };
      };
    }>(
      `query ($head: String!) {
        repository(owner: "acme", name: "shop") {
          ref(qualifiedName: $head) {
            associatedPullRequests(first: 1, states: OPEN) {
              edges { node { id number url } }
            }
          }
        }
      }`,
      { head: 'refs/heads/stale' },
    );
    assert.deepEqual(
      repository.ref.associatedPullRequests.edges.map(edge => edge.node.url),
      [`${forge.url}/acme/shop/pull/4`],
    );
  });

  it('reports conflicts instead of merging them', async () => {
    await commitOn('left', 'same.txt');
    const sha = await commitOn('right', 'same.txt');
    const [left, right] = [await open('left'), await open('right')];
    await approve(left.data.number);
    await approve(right.data.number);
    await succeed(await forge.git(work, 'rev-parse', 'left'));
    await succeed(sha);
    await forge
      .as('writer')
      .rest.pulls.merge({ ...shop, pull_number: left.data.number });
    const { data } = await forge
      .as('writer')
      .rest.pulls.get({ ...shop, pull_number: right.data.number });
    assert.equal(data.mergeable, false);
    assert.equal(data.mergeable_state, 'dirty');
    await assert.rejects(
      forge
        .as('writer')
        .rest.pulls.merge({ ...shop, pull_number: right.data.number }),
      refused(405, /not mergeable/),
    );
  });

  it('tells webhooks with a valid signature, and again on demand', async () => {
    const event = (name: string, test: RegExp) => (one: Heard) =>
      one.headers['x-github-event'] === name && test.test(one.body);
    const push = await receiver.wait(
      event('push', /"ref":"refs\/heads\/main"/),
    );
    const expected = createHmac('sha256', 'a secret of the test')
      .update(push.body)
      .digest('hex');
    assert.equal(push.headers['x-hub-signature-256'], `sha256=${expected}`);
    // Argo CD reads these two as numbers, and only in this event.
    const { repository } = JSON.parse(push.body);
    assert.deepEqual(
      [typeof repository.created_at, typeof repository.pushed_at],
      ['number', 'number'],
    );
    await receiver.wait(
      event('pull_request', /"action":"closed".*"merged":true/),
    );
    await receiver.wait(event('pull_request_review', /"action":"submitted"/));

    const owner = forge.as('owner');
    const { data: hooks } = await owner.rest.repos.listWebhooks(shop);
    const hook_id = hooks[0]?.id ?? 0;
    const guid = push.headers['x-github-delivery'];
    let found;
    while (!found) {
      const { data } = await owner.rest.repos.listWebhookDeliveries({
        ...shop,
        hook_id,
        per_page: 100,
      });
      found = data.find(one => one.guid === guid);
    }
    const known = receiver.heard.length;
    await owner.rest.repos.redeliverWebhookDelivery({
      ...shop,
      hook_id,
      delivery_id: Number(found.id),
    });
    const again = await receiver.wait(
      one =>
        receiver.heard.indexOf(one) >= known &&
        one.headers['x-github-delivery'] === guid,
    );
    assert.equal(again.body, push.body);
  });

  it('hides a private repository from strangers and refuses what readers may not do', async () => {
    await assert.rejects(
      forge.as('stranger').rest.repos.get(shop),
      refused(404, /Not Found/),
    );
    await assert.rejects(
      forge
        .as('reader')
        .rest.pulls.create({ ...shop, head: 'one', base: 'main', title: 'x' }),
      refused(403, /Resource not accessible/),
    );
    await assert.rejects(
      forge.git(
        work,
        'push',
        forge.remote('reader', 'acme/shop'),
        'HEAD:refs/heads/nope',
      ),
      /403|denied/,
    );
    await assert.rejects(
      forge.git(work, 'ls-remote', forge.remote('writer', 'acme/missing')),
      /not found/,
    );
    await assert.rejects(
      forge.git(work, 'ls-remote', `${forge.url}/acme/shop.git`),
      /could not read Username|Authentication/,
    );
    const wrong = await fetch(`${forge.url}/api/v3/user`, {
      headers: { authorization: 'Bearer nonsense' },
    });
    assert.equal(wrong.status, 401);
    assert.equal((await wrong.json()).message, 'Bad credentials');
  });

  it('answers an unchanged resource with 304 and lists in pages', async () => {
    const headers = { authorization: `Bearer ${forge.secrets.reader.token}` };
    const url = `${forge.url}/api/v3/repos/acme/shop/branches?per_page=2`;
    const first = await fetch(url, { headers });
    assert.match(first.headers.get('link') ?? '', /page=2>; rel="next"/);
    assert.ok(first.headers.get('x-ratelimit-remaining'));
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(url, {
      headers: { ...headers, 'if-none-match': etag },
    });
    assert.equal(second.status, 304);
  });
});
