import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { GithubClient } from './GithubClient';
import { GithubForge } from './GithubForge';
import { type RunningForge, startForge } from './testing/startForge';

jest.setTimeout(120_000);

const MARKER = '<!-- slipway -->';
const within = () => ({ signal: AbortSignal.timeout(10_000) });
const target = { owner: 'acme', repo: 'infra-gitops' };

describe('reviews on a forge', () => {
  let directory: string;
  let running: RunningForge;
  let forge: GithubForge;
  let bot: InstanceType<typeof GithubClient>;
  let casey: InstanceType<typeof GithubClient>;
  let number: number;
  let head: string;

  const client = (auth: string) =>
    new GithubClient({ baseUrl: `${running.url}/api/v3`, auth });

  /** A commit on Casey's branch. */
  async function push(path: string) {
    const { data } = await casey.rest.repos.createOrUpdateFileContents({
      ...target,
      branch: 'change',
      path,
      message: `feat: add ${path}`,
      content: '',
    });
    return data.commit.sha ?? '';
  }

  const read = async () => {
    const detail = await forge.readPullRequest(number, within());
    if (!detail) {
      throw new Error(`#${number} is not there`);
    }
    return detail;
  };
  const comments = async () =>
    (await bot.rest.issues.listComments({ ...target, issue_number: number }))
      .data;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'github-reviews-'));
    running = await startForge(directory);
    forge = GithubForge.fromConfig(
      new ConfigReader({
        gitops: { repository: `${running.url}/acme/infra-gitops` },
        integrations: {
          github: [
            {
              host: new URL(running.url).host,
              apiBaseUrl: `${running.url}/api/v3`,
              token: running.token,
            },
          ],
        },
      }),
    );
    bot = client(running.token);
    casey = client(running.tokens.casey);
    await bot.rest.repos.createInOrg({
      org: 'acme',
      name: 'infra-gitops',
      auto_init: true,
    });
    await bot.rest.repos.createOrUpdateFileContents({
      ...target,
      path: 'CODEOWNERS',
      message: 'chore: say who owns it',
      content: Buffer.from('* @robin\n').toString('base64'),
    });
    for (const username of ['casey', 'robin']) {
      await bot.rest.repos.addCollaborator({
        ...target,
        username,
        permission: 'push',
      });
    }
    await bot.rest.repos.updateBranchProtection({
      ...target,
      branch: 'main',
      required_status_checks: {
        strict: false,
        contexts: [],
        checks: [{ context: 'slipway/plan' }],
      },
      enforce_admins: false,
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        require_code_owner_reviews: true,
        dismiss_stale_reviews: true,
      },
      restrictions: null,
    });
    const main = await bot.rest.git.getRef({ ...target, ref: 'heads/main' });
    await casey.rest.git.createRef({
      ...target,
      ref: 'refs/heads/change',
      sha: main.data.object.sha,
    });
    head = await push('one');
    const pull = await casey.rest.pulls.create({
      ...target,
      title: 'Change',
      body: 'Because',
      head: 'change',
      base: 'main',
    });
    number = pull.data.number;
  });

  afterAll(async () => {
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('takes a change from its first look to its merge, under the forge’s rules', async () => {
    const robin = forge.asPerson(running.tokens.robin);
    const author = forge.asPerson(running.tokens.casey);
    const stranger = forge.asPerson('a-token-of-nobody');

    expect(await forge.readPullRequest(999, within())).toBeUndefined();
    expect(await read()).toMatchObject({
      number,
      body: 'Because',
      base: 'main',
      author: 'casey',
      commit: head,
      commits: [{ sha: head, message: 'feat: add one' }],
      checkRuns: [{ name: 'slipway/plan', state: 'pending', required: true }],
      merge: { state: 'blocked' },
    });

    // One comment, found again, and nobody else's that begins as it does.
    await casey.rest.issues.createComment({
      ...target,
      issue_number: number,
      body: `${MARKER} forged`,
    });
    const upsert = (text: string) =>
      forge.upsertComment(
        { pullRequest: number, marker: MARKER, body: `${MARKER}\n${text}` },
        within(),
      );
    const { url } = await upsert('first');
    expect(await upsert('second')).toEqual({ url });
    const [, mine] = await comments();
    expect(await upsert('second')).toEqual({ url });
    expect(await comments()).toEqual([
      expect.objectContaining({ body: `${MARKER} forged` }),
      { ...mine, body: `${MARKER}\nsecond` },
    ]);

    await expect(
      author.review(
        { number, event: 'approve', body: '', commit: head },
        within(),
      ),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `Pull request #${number} was not reviewed: Can not approve your own pull request`,
    });
    await expect(
      stranger.review(
        { number, event: 'comment', body: 'Hi', commit: head },
        within(),
      ),
    ).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('sign in to the forge again'),
    });
    await expect(
      robin.merge({ number, commit: head }, within()),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/approving review .*slipway\/plan/),
    });

    // The head moves after the page was opened.
    const seen = head;
    head = await push('two');
    for (const attempt of [
      robin.review(
        { number, event: 'approve', body: '', commit: seen },
        within(),
      ),
      robin.merge({ number, commit: seen }, within()),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(head.slice(0, 7)),
      });
    }

    const remark = { ...target, pull_number: number, commit_id: seen };
    await casey.rest.pulls.createReviewComment({
      ...remark,
      path: 'one',
      line: 1,
      body: 'Because of this',
    });
    const { data: first } = await casey.rest.pulls.createReviewComment({
      ...remark,
      path: 'one',
      subject_type: 'file',
      body: 'All of it',
    });
    await casey.rest.pulls.createReplyForReviewComment({
      ...target,
      pull_number: number,
      comment_id: first.id,
      body: 'Still',
    });
    await robin.review(
      { number, event: 'approve', body: 'Good', commit: head },
      within(),
    );
    await expect(
      robin.merge({ number, commit: head }, within()),
    ).rejects.toThrow('Required status check "slipway/plan" is expected.');
    const status = {
      commit: head,
      context: 'slipway/plan',
      url: 'https://portal.example.com/gitops/pull-requests/1',
    };
    await forge.setStatus(
      { ...status, state: 'failure', description: 'refused' },
      within(),
    );
    await expect(
      robin.merge({ number, commit: head }, within()),
    ).rejects.toThrow('is failing');
    await forge.setStatus(
      { ...status, state: 'success', description: 'x'.repeat(200) },
      within(),
    );
    expect(await forge.listOpenPullRequests(within())).toMatchObject([
      { number, checks: 'success', approvals: 1, reviewers: [] },
    ]);
    expect(await read()).toMatchObject({
      events: [
        { kind: 'comment' },
        { kind: 'comment', author: 'slipway-bot' },
        {
          kind: 'comment',
          author: 'casey',
          body: 'Because of this',
          commit: seen,
          place: { path: 'one', line: 1, outdated: false, resolved: false },
        },
        { body: 'All of it', place: { path: 'one', line: undefined } },
        { body: 'Still', place: { path: 'one', line: undefined } },
        { kind: 'approved', author: 'robin', body: 'Good', commit: head },
      ],
      checkRuns: [{ state: 'success', url: status.url, required: true }],
      merge: { state: 'mergeable' },
    });

    const { mergeCommit } = await robin.merge(
      { number, commit: head },
      within(),
    );
    expect(await read()).toMatchObject({
      state: 'merged',
      merge: { state: 'merged', mergeCommit },
    });
    expect(await forge.listOpenPullRequests(within())).toEqual([]);
    await expect(
      robin.merge({ number, commit: head }, within()),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });

    await running.stop();
    const report = JSON.parse(await readFile(running.contractReport, 'utf8'));
    expect(report.violations).toEqual([]);
  });
});
