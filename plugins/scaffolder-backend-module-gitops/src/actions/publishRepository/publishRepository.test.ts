import { rm } from 'node:fs/promises';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeForge } from '../../__testUtils__/FakeForge';
import { makeWorkspace } from '../../__testUtils__/workspace';
import { actionOptions } from '../../__testUtils__/settings';
import { createPublishRepositoryAction } from './publishRepository';

const REPOSITORY = /^GET .*\/repos\/acme\/shop$/;

describe('gitops:publish-repository', () => {
  let forge: FakeForge;

  beforeEach(async () => {
    forge = new FakeForge({});
    await forge.start();
  });

  afterEach(() => forge.stop());

  async function run(
    context: { isDryRun?: boolean; workspacePath?: string } = {},
  ) {
    const { host } = new URL(forge.url);
    const action = createPublishRepositoryAction(actionOptions(forge.url));
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        input: {
          repoUrl: `${host}?owner=acme&repo=shop`,
          component: 'shop',
          owner: 'team-shop',
          sourcePath: 'service',
          repoVisibility: 'private' as const,
          requiredApprovingReviewCount: 1,
          requiredStatusCheckContexts: [],
        },
      }),
      ...context,
      output,
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('grants the team and protects the branch of a repository that is published already', async () => {
    const body = {
      homepage: 'http://portal.example/catalog/default/component/shop',
      html_url: `${forge.url}/acme/shop`,
    };
    // Upstream's protection looks it up once more.
    forge.answerNext(REPOSITORY, { body }, 2);
    forge.answerNext(/\/repos\/acme\/shop\/commits$/, { body: [{}] });
    forge.answerNext(/^PUT /, { body: {} }, 2);

    expect(await run()).toEqual({
      repositoryUrl: `${forge.url}/acme/shop`,
      remoteUrl: `${forge.url}/acme/shop.git`,
      created: false,
    });
    expect(forge.requests.filter(line => line.startsWith('PUT '))).toEqual([
      'PUT /api/v3/orgs/acme/teams/team-shop/repos/acme/shop',
      'PUT /api/v3/repos/acme/shop/branches/main/protection',
    ]);
  });

  it('writes nothing in a dry run, and refuses what it would refuse', async () => {
    const workspacePath = await makeWorkspace({
      'service/README.md': '# shop',
    });
    const context = { isDryRun: true, workspacePath };
    expect(await run(context)).toEqual({
      repositoryUrl: `${forge.url}/acme/shop`,
      remoteUrl: `${forge.url}/acme/shop.git`,
      created: true,
    });
    forge.answerNext(REPOSITORY, { body: { homepage: null } });
    await expect(run(context)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(forge.requests.every(line => line.startsWith('GET '))).toBe(true);
    await rm(workspacePath, { recursive: true });
  });

  it("touches nothing of somebody else's repository", async () => {
    forge.answerNext(REPOSITORY, {
      body: { homepage: null, html_url: `${forge.url}/acme/shop` },
    });
    await expect(run()).rejects.toMatchObject({ name: 'ConflictError' });
    expect(forge.requests).toEqual(['GET /api/v3/repos/acme/shop']);
  });

  it('says how to go on when the forge fails in between', async () => {
    forge.answerNext(REPOSITORY, {
      status: 403,
      body: { message: 'Forbidden' },
    });
    await expect(run()).rejects.toThrow(
      /retry the task: it goes on from there/,
    );
  });
});
