import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { refused } from '../testing/refused.ts';
import { startForge, type TestForge } from '../testing/startForge.ts';

const repo = { owner: 'acme', repo: 'merges' };

describe('merging without a pull request', () => {
  let forge: TestForge;
  let rest: ReturnType<TestForge['as']>['rest'];

  before(async () => {
    forge = await startForge();
    ({ rest } = forge.as('owner'));
    const repository = { org: 'acme', name: 'merges', auto_init: true };
    await rest.repos.createInOrg(repository);
  });
  after(() => forge.dispose());

  const head = async (name: string) =>
    (await rest.git.getRef({ ...repo, ref: `heads/${name}` })).data.object.sha;
  async function branch(name: string, sha: string, path: string) {
    await rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha });
    const content = Buffer.from(name).toString('base64');
    const file = { ...repo, branch: name, path, message: name, content };
    return (await rest.repos.createOrUpdateFileContents(file)).data.commit.sha;
  }

  it('merges branches and commits, many at once, and says what is merged or in conflict', async () => {
    const start = await head('main');
    const one = await branch('one', start, 'one');
    await branch('two', start, 'two');
    await branch('three', start, 'one');
    const merge = (from: string) =>
      rest.repos.merge({ ...repo, base: 'main', head: from });
    const made = await Promise.all([merge(String(one)), merge('two')]);
    assert.deepEqual(
      made.map(({ status }) => status),
      [201, 201],
    );
    const main = await head('main');
    assert.ok(made.some(({ data }) => data.sha === main));
    const { status } = await merge('two');
    assert.equal(Number(status), 204);
    await assert.rejects(merge('three'), refused(409, /Merge conflict/));
    await assert.rejects(merge('none'), refused(404, /Head does not exist/));
    await assert.rejects(
      rest.repos.merge({ ...repo, base: 'none', head: 'two' }),
      refused(404, /Base does not exist/),
    );
  });

  it('keeps to the rules of a protected branch', async () => {
    await branch('four', await head('main'), 'four');
    await rest.repos.updateBranchProtection({
      ...repo,
      branch: 'main',
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    });
    await assert.rejects(
      rest.repos.merge({ ...repo, base: 'main', head: 'four' }),
      refused(422, /through a pull request/),
    );
  });
});
