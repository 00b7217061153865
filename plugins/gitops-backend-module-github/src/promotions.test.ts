import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  COMPONENT_ANNOTATION,
  promotionDetailSchema,
} from '@slipway/plugin-gitops-common';
import gitopsPlugin from '@slipway/plugin-gitops-backend';
import { GithubClient } from './GithubClient';
import { GithubForge } from './GithubForge';
import githubModule from '.';
import { type RunningForge, startForge } from './testing/startForge';

jest.setTimeout(60_000);

const SECRET = 'a-secret-of-the-test';
const target = { owner: 'acme', repo: 'infra-gitops' };

const layer = (tag: string) => `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: app
    newName: ghcr.io/acme/shop
    newTag: ${tag}
`;
const layerPath = (environment: string) =>
  `apps/shop/overlays/${environment}/release/kustomization.yaml`;

const FILES = {
  'environments.yaml': `apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - { name: dev, clusters: [yc], promotion: automatic }
  - { name: prod, clusters: [yc], gates: { approvals: 1 } }
clusters: [{ name: yc }]
`,
  'apps/shop/component.yaml': `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: shop
owner: team-shop
repository: acme/shop
style: kustomize
images: [ghcr.io/acme/shop]
`,
  [layerPath('dev')]: layer('1.5.0'),
  [layerPath('prod')]: layer('1.4.2'),
};

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations: { [COMPONENT_ANNOTATION]: 'shop' } },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
};

describe('promotions on a forge', () => {
  let directory: string;
  let running: RunningForge;
  let octokit: InstanceType<typeof GithubClient>;
  let portal: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'github-promotions-'));
    running = await startForge(directory);
    const { url, token } = running;
    octokit = new GithubClient({ baseUrl: `${url}/api/v3`, auth: token });
    const config = {
      app: { baseUrl: 'https://portal.example.com' },
      gitops: {
        repository: `${url}/acme/infra-gitops`,
        webhookSecret: SECRET,
        dataDir: join(directory, 'data'),
        changeLog: { stdout: false },
      },
      integrations: {
        github: [
          { host: new URL(url).host, apiBaseUrl: `${url}/api/v3`, token },
        ],
      },
    };
    await fill(GithubForge.fromConfig(new ConfigReader(config)));
    const backend = await startTestBackend({
      features: [
        gitopsPlugin,
        githubModule,
        catalogServiceMock.factory({ entities: [entity] }),
        mockServices.rootConfig.factory({ data: config }),
        mockServices.scheduler.factory(),
      ],
    });
    portal = `http://127.0.0.1:${backend.server.port()}/api/gitops`;
    stop = () => backend.stop();
    // The scheduler of tests runs everything once.
    await octokit.rest.repos.createWebhook({
      ...target,
      events: ['push', 'pull_request', 'pull_request_review'],
      config: {
        url: `${portal}/webhooks/github`,
        content_type: 'json',
        secret: SECRET,
      },
    });
  });

  afterAll(async () => {
    await stop?.();
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function fill({ proposals }: GithubForge) {
    const repository = { org: 'acme', name: 'infra-gitops', auto_init: true };
    await octokit.rest.repos.createInOrg(repository);
    const parent = await head();
    const options = { signal: AbortSignal.timeout(20_000) };
    await proposals.ensureBranch({ name: 'start', commit: parent }, options);
    const files = Object.entries(FILES).map(([path, content]) => ({
      path,
      content,
    }));
    const { commit } = await proposals.commitFiles(
      { branch: 'start', parent, files, message: 'Start' },
      options,
    );
    await proposals.mergeCommit({ commit, message: 'Start' }, options);
    await proposals.withdraw({ branch: 'start', reason: '' }, options);
  }

  async function head() {
    const main = { ...target, ref: 'heads/main' };
    return (await octokit.rest.git.getRef(main)).data.object.sha;
  }

  async function call(path: string, body?: object) {
    const response = await fetch(`${portal}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function ask(environment: string, version: string) {
    const parts = [{ component: 'shop', version }];
    const wanted = { kind: 'promotion', environment, parts };
    const { status, body } = await call('/promotions', wanted);
    expect({ status, error: body.error }).toEqual({ status: 201 });
    return promotionDetailSchema.parse(body).promotion.id;
  }

  /** The promotion once it is in a state. */
  async function reaches(id: string, state: string) {
    for (;;) {
      const { body } = await call(`/promotions/${id}`);
      const detail = promotionDetailSchema.parse(body);
      if (detail.promotion.state === state) {
        return detail;
      }
      await pause(100);
    }
  }

  const contentOf = async (environment: string) => {
    const { data } = await octokit.rest.repos.getContent({
      ...target,
      path: layerPath(environment),
      mediaType: { format: 'raw' },
    });
    return String(data);
  };

  it('opens one pull request, and knows when it is merged', async () => {
    while (!(await call('/environments')).body.index.commit) {
      await pause(100);
    }
    const id = await ask('prod', '1.5.0');
    const { promotion } = await reaches(id, 'pull-request-open');
    const number = promotion.pullRequest?.number ?? 0;
    const pull = { ...target, pull_number: number };
    const commits = await octokit.rest.pulls.listCommits(pull);
    expect(commits.data.map(one => one.sha)).toEqual([promotion.commit]);
    const files = await octokit.rest.pulls.listFiles(pull);
    expect(files.data.map(one => one.filename)).toEqual([layerPath('prod')]);
    const ref = { ...target, ref: promotion.commit ?? '' };
    let statuses;
    do {
      const { data } = await octokit.rest.repos.getCombinedStatusForRef(ref);
      ({ statuses } = data);
      await pause(100);
    } while (statuses.length === 0);
    expect(statuses).toMatchObject([
      { context: 'slipway/gates', description: 'Waits for 1 approval of 1' },
    ]);
    await octokit.rest.pulls.merge(pull);
    await reaches(id, 'merged');
    expect(await contentOf('prod')).toBe(layer('1.5.0'));
  });

  it('merges by itself where nobody has to approve', async () => {
    const before = await head();
    const release = { ...target, path: layerPath('prod'), message: 'By hand' };
    const { data } = await octokit.rest.repos.getContent(release);
    await octokit.rest.repos.createOrUpdateFileContents({
      ...release,
      content: Buffer.from(layer('1.6.0')).toString('base64'),
      sha: 'sha' in data ? data.sha : undefined,
    });
    while ((await call('/environments')).body.index.commit === before) {
      await pause(100);
    }
    const direct = await ask('dev', '1.6.0');
    const { promotion } = await reaches(direct, 'merged');
    expect(promotion.direct).toBe(true);
    expect(await contentOf('dev')).toBe(layer('1.6.0'));
    const open = await octokit.rest.pulls.list({ ...target, state: 'open' });
    expect(open.data).toEqual([]);
  });

  it('keeps to what GitHub describes', async () => {
    await stop();
    await running.stop();
    const report = JSON.parse(await readFile(running.contractReport, 'utf8'));
    expect(report.violations).toEqual([]);
  });
});
