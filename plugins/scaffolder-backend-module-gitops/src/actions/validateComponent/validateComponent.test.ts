import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  AvailabilityCheck,
  EnvironmentsResponse,
} from '@slipway/plugin-gitops-common';
import { FakeForge } from '../../__testUtils__/FakeForge';
import { actionOptions } from '../../__testUtils__/settings';
import { createValidateComponentAction } from './validateComponent';

const sync = { automated: true, prune: true, selfHeal: true };

const known: EnvironmentsResponse = {
  environments: [
    { name: 'dev', clusters: ['yc'], sync },
    { name: 'prod', clusters: ['yc', 'vk'], sync },
  ],
  clusters: [{ name: 'yc' }, { name: 'vk' }],
  ingress: { controller: 'nginx' },
  index: {
    repository: 'http://forge.example/acme/infra-gitops',
    branch: 'main',
    fileProblems: [],
  },
};

const taken: AvailabilityCheck = {
  id: 'repository',
  status: 'conflict',
  message: 'The repository acme/shop exists.',
  url: 'http://forge.example/acme/shop',
};

describe('gitops:validate-component', () => {
  let forge: FakeForge;

  beforeEach(async () => {
    forge = new FakeForge({});
    await forge.start();
  });

  afterEach(() => forge.stop());

  async function run(
    checks: AvailabilityCheck[] = [],
    input: { component?: string; environments?: string[] } = {},
    groups: string[] = ['group:default/team-shop'],
  ) {
    const action = createValidateComponentAction({
      ...actionOptions(forge.url),
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo({ ownershipEntityRefs: groups }),
      gitops: {
        getEnvironments: async () => known,
        getAvailability: async component => ({
          component,
          available: checks.every(({ status }) => status === 'ok'),
          checks,
        }),
      },
    });
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        input: {
          component: 'shop',
          owner: 'group:default/team-shop',
          environments: ['prod', 'dev'],
          ...input,
        },
      }),
      output,
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('derives what later steps need, environments in order of promotion', async () => {
    const { host, hostname } = new URL(forge.url);
    expect(await run()).toEqual({
      owner: 'team-shop',
      ownerRef: 'group:default/team-shop',
      portalUrl: 'http://portal.example',
      ingressClass: 'nginx',
      repository: 'acme/shop',
      repoUrl: `${host}?owner=acme&repo=shop`,
      repositoryUrl: `${forge.url}/acme/shop`,
      forgeUrl: forge.url,
      registry: 'ghcr.io/acme',
      domain: 'localhost',
      goModule: `${hostname}/acme/shop`,
      environments: ['dev', 'prod'],
      clustersByEnvironment: { dev: ['yc'], prod: ['yc', 'vk'] },
    });
  });

  it.each(['group:default/team-shop', 'group:default/platform'])(
    'lets a member of %s create for the team',
    async group => {
      expect(await run([], {}, ['user:default/casey', group])).toMatchObject({
        owner: 'team-shop',
      });
    },
  );

  it('refuses people who are not in the team they create for', async () => {
    await expect(run([], {}, ['group:default/team-cart'])).rejects.toThrow(
      'You are not in team-shop; choose a team of yours as the owner. Nothing was created.',
    );
    expect(forge.requests).toEqual([]);
  });

  it.each([
    ['Shop', /lower-case/],
    ['-shop', /Start and end/],
    ['s'.repeat(41), /at most 40/],
    ['', /Enter a name/],
  ])('refuses the name "%s" without asking anybody', async (component, why) => {
    await expect(run([], { component })).rejects.toThrow(why);
    expect(forge.requests).toEqual([]);
  });

  it('refuses an environment that does not exist and names those that do', async () => {
    await expect(run([], { environments: ['qa'] })).rejects.toThrow(
      'Environment "qa" does not exist; choose from dev, prod. Nothing was created.',
    );
  });

  it("refuses somebody else's repository with its link", async () => {
    forge.answerNext(/^GET .*\/repos\/acme\/shop$/, {
      body: { homepage: '', html_url: `${forge.url}/acme/shop` },
    });
    await expect(run([taken])).rejects.toThrow(
      `The repository acme/shop exists already (${forge.url}/acme/shop)`,
    );
  });

  it('goes on with what a failed attempt of the same component left', async () => {
    forge.answerNext(/^GET .*\/repos\/acme\/shop$/, {
      body: {
        homepage: 'http://portal.example/catalog/default/component/shop',
        html_url: `${forge.url}/acme/shop`,
      },
    });
    forge.answerNext(/^GET .*\/repos\/acme\/shop\/commits$/, {
      status: 409,
      body: { message: 'Git Repository is empty.' },
    });
    expect(await run([taken])).toMatchObject({ repository: 'acme/shop' });
  });

  it('refuses an owner that does not exist, whatever else is', async () => {
    const owner: AvailabilityCheck = {
      id: 'owner',
      status: 'conflict',
      message: 'There is no group team-shop.',
    };
    await expect(run([taken, owner])).rejects.toThrow(
      'There is no group team-shop. Nothing was created.',
    );
  });

  it('does not take "not known" for "free"', async () => {
    const unknown: AvailabilityCheck = {
      id: 'overlay',
      status: 'unknown',
      message: 'The GitOps repository does not answer.',
    };
    await expect(run([unknown])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
