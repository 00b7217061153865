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
import githubModule, {
  GithubForge,
} from '@slipway/plugin-gitops-backend-module-github';
import { gitopsPlugin } from '../plugin';
import {
  type JobForge,
  startForge,
} from '../releases/__testUtils__/startForge';
import { layerOf } from './__testUtils__/promotionPortal';

jest.setTimeout(60_000);

const SECRET = 'a-secret-of-the-test';
const REPOSITORY = '/repos/acme/infra-gitops';

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
  [layerPath('dev')]: layerOf('shop', '1.5.0'),
  [layerPath('prod')]: layerOf('shop', '1.4.2'),
};

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations: { [COMPONENT_ANNOTATION]: 'shop' } },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
};

/** Something in Git. */
interface Named {
  sha: string;
}

describe('promotions on a forge', () => {
  let directory: string;
  let running: JobForge;
  let portal: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'github-promotions-'));
    running = await startForge(directory);
    const { url, ownerToken: token } = running;
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
    await running.call('POST', `${REPOSITORY}/hooks`, {
      name: 'web',
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
    const repository = { name: 'infra-gitops', auto_init: true };
    await running.call('POST', '/orgs/acme/repos', repository);
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

  /** The newest commit of main. */
  async function head() {
    const main = `${REPOSITORY}/git/ref/heads/main`;
    const ref = await running.call<{ object: Named }>('GET', main);
    return ref.object.sha;
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

  async function layerIn(environment: string) {
    const path = `${REPOSITORY}/contents/${layerPath(environment)}`;
    const file = await running.call<Named & { content: string }>('GET', path);
    const content = Buffer.from(file.content, 'base64').toString('utf8');
    return { path, sha: file.sha, content };
  }

  it('opens one pull request, and knows when it is merged', async () => {
    while (!(await call('/environments')).body.index.commit) {
      await pause(100);
    }
    const id = await ask('prod', '1.5.0');
    const { promotion } = await reaches(id, 'pull-request-open');
    const pull = `${REPOSITORY}/pulls/${promotion.pullRequest?.number}`;
    const commits = await running.call<Named[]>('GET', `${pull}/commits`);
    expect(commits.map(({ sha }) => sha)).toEqual([promotion.commit]);
    const files = await running.call<object[]>('GET', `${pull}/files`);
    expect(files).toMatchObject([{ filename: layerPath('prod') }]);
    const said = `${REPOSITORY}/commits/${promotion.commit}/statuses`;
    let statuses: object[];
    do {
      await pause(100);
      statuses = await running.call('GET', said);
    } while (statuses.length === 0);
    expect(statuses).toMatchObject([
      { context: 'slipway/gates', description: 'Waits for 1 approval of 1' },
    ]);
    await running.call('PUT', `${pull}/merge`, {});
    await reaches(id, 'merged');
    expect((await layerIn('prod')).content).toBe(layerOf('shop', '1.5.0'));
  });

  it('merges by itself where nobody has to approve', async () => {
    const before = await head();
    const { path, sha } = await layerIn('prod');
    const text = Buffer.from(layerOf('shop', '1.6.0')).toString('base64');
    const change = { message: 'By hand', content: text, sha };
    await running.call('PUT', path, change);
    while ((await call('/environments')).body.index.commit === before) {
      await pause(100);
    }
    const direct = await ask('dev', '1.6.0');
    const { promotion } = await reaches(direct, 'merged');
    expect(promotion.direct).toBe(true);
    expect((await layerIn('dev')).content).toBe(layerOf('shop', '1.6.0'));
    expect(await running.call('GET', `${REPOSITORY}/pulls`)).toEqual([]);
  });

  it('keeps to what GitHub describes', async () => {
    await stop();
    await running.stop();
    const report = JSON.parse(await readFile(running.contractReport, 'utf8'));
    expect(report.violations).toEqual([]);
  });
});
