import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { GithubClient } from '../GithubClient';
import { GithubForge } from '../GithubForge';
import { type RunningForge, startForge } from '../testing/startForge';

jest.setTimeout(120_000);

const target = { owner: 'acme', repo: 'infra-gitops' };
const options = () => ({ signal: AbortSignal.timeout(10_000) });
const file = (number: number) => `apps/shop-${number}/release.yaml`;

describe('what the portal proposes on a forge', () => {
  let directory: string;
  let running: RunningForge;
  let octokit: InstanceType<typeof GithubClient>;
  let forge: GithubForge;
  let calls = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'github-proposals-'));
    running = await startForge(directory);
    const { url, token } = running;
    octokit = new GithubClient({ baseUrl: `${url}/api/v3`, auth: token });
    const repository = { org: 'acme', name: 'infra-gitops', auto_init: true };
    await octokit.rest.repos.createInOrg(repository);
    forge = GithubForge.fromConfig(
      new ConfigReader({
        gitops: { repository: `${url}/acme/infra-gitops` },
        integrations: {
          github: [
            { host: new URL(url).host, apiBaseUrl: `${url}/api/v3`, token },
          ],
        },
      }),
    );
    const { fetch } = globalThis;
    jest.spyOn(globalThis, 'fetch').mockImplementation((...request) => {
      calls += 1;
      return fetch(...request);
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const headOf = async (branch: string) => {
    const { data } = await octokit.rest.git.getRef({
      ...target,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  };

  /** Every step, as the engine takes them. */
  async function propose(
    branch: string,
    base: string,
    count: number,
    tree?: string,
  ) {
    const files = Array.from({ length: count }, (_, number) => ({
      path: file(number),
      content: `tag: "${branch}"\n`,
    }));
    const message = `Promote ${branch}`;
    await forge.proposals.ensureBranch(
      { name: branch, commit: base },
      options(),
    );
    const { commit } = await forge.proposals.commitFiles(
      { branch, parent: base, tree, files, message },
      options(),
    );
    const { number } = await forge.proposals.openPullRequest(
      { branch, title: message, body: 'Why', labels: ['hotfix'] },
      options(),
    );
    return { commit, number };
  }

  it('takes 6 calls at any number of files, and repeated finds what it made', async () => {
    const base = await headOf('main');
    const { data: parent } = await octokit.rest.git.getCommit({
      ...target,
      commit_sha: base,
    });
    for (const count of [1, 200]) {
      const branch = `slipway/promote-${count}`;
      calls = 0;
      const first = await propose(branch, base, count, parent.tree.sha);
      // One of them is the label's. Of the 8 that a promotion may take, reading and telling what it waits for are two.
      expect(calls).toBe(6);
      expect(await propose(branch, base, count)).toEqual(first);
      const detail = await forge.readPullRequest(first.number, options());
      expect(detail?.commits).toHaveLength(1);
      expect(detail).toMatchObject({ branch, commit: first.commit });
    }
    expect(await forge.listOpenPullRequests(options())).toHaveLength(2);
  });

  it('adds a second commit, and never overwrites what somebody else pushed', async () => {
    const branch = 'slipway/train';
    const { commit, number } = await propose(branch, await headOf('main'), 2);
    const without = {
      branch,
      parent: commit,
      files: [{ path: file(1), content: undefined }],
      message: 'Take shop-1 out',
    };
    const second = await forge.proposals.commitFiles(without, options());
    expect(await forge.proposals.commitFiles(without, options())).toEqual(
      second,
    );
    const again = { ...without, parent: second.commit };
    expect(await forge.proposals.commitFiles(again, options())).toEqual(second);
    const detail = await forge.readPullRequest(number, options());
    expect(detail?.commits.map(({ sha }) => sha)).toEqual([
      commit,
      second.commit,
    ]);
    await expect(
      forge.proposals.commitFiles(
        { ...without, files: [{ path: file(0), content: 'mine\n' }] },
        options(),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Somebody else pushed'),
    });
    expect(await headOf(branch)).toBe(second.commit);
  });

  it('merges without a pull request on whatever the branch is by then, and names a conflict', async () => {
    const base = await headOf('main');
    const merge = (commit: string) =>
      forge.proposals.mergeCommit({ commit, message: 'Promote' }, options());
    const commitOf = async (branch: string, path: string) => {
      const name = `slipway/${branch}`;
      await forge.proposals.ensureBranch({ name, commit: base }, options());
      const files = [{ path, content: `${branch}\n` }];
      const change = { branch: name, parent: base, files, message: branch };
      return (await forge.proposals.commitFiles(change, options())).commit;
    };
    const first = await commitOf('first', 'apps/a/release.yaml');
    const { mergeCommit } = await merge(first);
    expect(await headOf('main')).toBe(mergeCommit);
    expect(await merge(first)).toEqual({ mergeCommit: first });
    const second = await merge(await commitOf('second', 'apps/b/release.yaml'));
    expect(await headOf('main')).toBe(second.mergeCommit);
    await expect(
      merge(await commitOf('third', 'apps/a/release.yaml')),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await headOf('main')).toBe(second.mergeCommit);
  });

  it('brings a branch up to date where it must be, on top of whatever is there', async () => {
    const base = await headOf('main');
    const branch = 'slipway/behind';
    const { number, commit } = await propose(branch, base, 1);
    const other = await propose('slipway/other', base, 2);
    await octokit.rest.repos.createOrUpdateFileContents({
      ...target,
      path: 'meanwhile',
      message: 'Meanwhile',
      content: '',
    });
    const protection = { ...target, branch: 'main' };
    await octokit.rest.repos.updateBranchProtection({
      ...protection,
      required_status_checks: { strict: true, contexts: ['slipway/gates'] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    });
    const pass = (sha: string) =>
      forge.setStatus(
        {
          commit: sha,
          context: 'slipway/gates',
          state: 'success',
          description: 'Open',
          url: 'https://portal.example.com',
        },
        options(),
      );
    const read = (of: number = number) => forge.readPullRequest(of, options());
    const update = (sha: string, of: number = number) =>
      forge.proposals.updateBranch({ number: of, commit: sha }, options());
    const conflict = (message: RegExp) => ({
      name: 'ConflictError',
      message: expect.stringMatching(message),
    });
    await pass(commit);
    expect(await read()).toMatchObject({ behind: true });
    await expect(update(other.commit)).rejects.toMatchObject(
      conflict(/expected head sha/),
    );
    await update(commit);
    const updated = await read();
    const { data: merge } = await octokit.rest.git.getCommit({
      ...target,
      commit_sha: updated?.commit ?? '',
    });
    expect(merge.parents.map(({ sha }) => sha)).toEqual([
      commit,
      await headOf('main'),
    ]);
    await expect(update(merge.sha)).rejects.toMatchObject(
      conflict(/no new commits/),
    );
    await pass(merge.sha);
    expect(await read()).toMatchObject({
      behind: false,
      merge: { state: 'mergeable' },
    });
    const wanted = { number, commit: merge.sha };
    await forge.asPerson(running.token).merge(wanted, options());
    await pass(other.commit);
    expect(await read(other.number)).toMatchObject({
      behind: false,
      merge: { state: 'conflict' },
    });
    await expect(update(other.commit, other.number)).rejects.toMatchObject(
      conflict(/conflict/),
    );
    await octokit.rest.repos.deleteBranchProtection(protection);
  });

  it('knows who gave and took labels of what was proposed', async () => {
    const { number } = await propose('slipway/hot', await headOf('main'), 3);
    const issue = { ...target, issue_number: number };
    const labels = async () =>
      (await forge.readPullRequest(number, options()))?.labels?.map(
        ({ name, isSet, by }) => [name, isSet, by],
      );
    expect(await labels()).toEqual([['hotfix', true, 'slipway-bot']]);
    await octokit.rest.repos.addCollaborator({
      ...target,
      username: 'casey',
      permission: 'push',
    });
    const casey = new GithubClient({
      baseUrl: `${running.url}/api/v3`,
      auth: running.tokens.casey,
    });
    await casey.rest.issues.removeLabel({ ...issue, name: 'hotfix' });
    expect(await labels()).toEqual([['hotfix', false, 'casey']]);
    await casey.rest.issues.addLabels({ ...issue, labels: ['Hotfix', 'docs'] });
    expect(await labels()).toEqual([
      ['hotfix', true, 'casey'],
      ['docs', true, 'casey'],
    ]);
  });

  it('describes and withdraws', async () => {
    const branch = 'slipway/away';
    const { number } = await propose(branch, await headOf('main'), 1);
    const words = { title: 'Promote shop', body: 'Gates' };
    await forge.proposals.describePullRequest({ number, ...words }, options());
    const described = await forge.readPullRequest(number, options());
    expect(described).toMatchObject(words);

    const away = { branch, reason: 'Another release took its place' };
    await forge.proposals.withdraw(away, options());
    await forge.proposals.withdraw(away, options());
    const closed = await forge.readPullRequest(number, options());
    expect(closed?.state).toBe('closed');
    expect(closed?.events.map(({ body }) => body)).toEqual([
      expect.stringContaining(away.reason),
    ]);
    await expect(headOf(branch)).rejects.toMatchObject({ status: 404 });
  });

  it('is held to what GitHub describes', async () => {
    await running.stop();
    const report = JSON.parse(await readFile(running.contractReport, 'utf8'));
    expect(report.violations).toEqual([]);
  });
});
