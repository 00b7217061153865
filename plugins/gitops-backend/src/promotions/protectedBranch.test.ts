import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { HoldStore } from '../holds/HoldStore';
import { wantedPromotion } from './__testUtils__/promotion';
import { GitOpsForge } from './faults/__testUtils__/GitOpsForge';
import { startPortal } from './faults/__testUtils__/startPortal';
import { PromotionStore } from './store/PromotionStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SECRET = 'a-secret-of-the-test';
const REPOSITORY = '/repos/acme/infra-gitops';
const FREEZE =
  'freezeWindows: [{ reason: Always, days: [mon, tue, wed, thu, fri, sat, sun] }]';

const ANNA = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'anna' },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform' }],
};

describe('a promotion to a branch that demands gates, approval and to be up to date', () => {
  let directory: string;
  let forge: GitOpsForge;
  let store: PromotionStore;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'promotion-protected-'));
    forge = await GitOpsForge.start(directory, ['shop']);
    await write('environments.yaml', text =>
      text.replace('name: prod', `name: prod\n    ${FREEZE}`),
    );
    await forge.call('PUT', '/branches/main/protection', {
      required_status_checks: { strict: true, contexts: ['slipway/gates'] },
      required_pull_request_reviews: { required_approving_review_count: 1 },
      enforce_admins: false,
      restrictions: null,
    });
    const knex = await databases.init('SQLITE_3');
    const { gitops, ...config } = forge.config(join(directory, 'data'));
    portal = await startPortal(
      {
        ...config,
        gitops: { ...gitops, webhookSecret: SECRET },
        entities: [...forge.entities, ANNA],
      },
      [mockServices.database.factory({ knex })],
    );
    await forge.call('POST', '/hooks', {
      name: 'web',
      events: ['push', 'pull_request', 'pull_request_review'],
      config: {
        url: `${portal.url}/webhooks/github`,
        content_type: 'json',
        secret: SECRET,
      },
    });
    const holds = new HoldStore(knex, forge.repository);
    store = new PromotionStore(knex, forge.repository, holds);
  });
  afterAll(async () => {
    await portal?.stop();
    await forge?.running.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function write(path: string, change: (text: string) => string) {
    const url = `/contents/${path}`;
    const file = await forge.call<{ sha: string; content: string }>('GET', url);
    const text = change(Buffer.from(file.content, 'base64').toString('utf8'));
    const content = Buffer.from(text).toString('base64');
    await forge.call('PUT', url, { message: path, content, sha: file.sha });
  }

  async function eventually<T>(look: () => Promise<T | undefined | false>) {
    for (;;) {
      const found = await look();
      if (found) {
        return found;
      }
      await pause(100);
    }
  }

  it('passes a freeze by a label, is updated once it is approved, and merged', async () => {
    const wanted = wantedPromotion('shop', {
      requestedBy: 'user:default/boris',
    });
    await store.place(wanted, [], new Date());
    const gate = async (name: string) =>
      (await store.get(wanted.id))?.progress.gates.find(
        one => one.gate === name,
      );
    const { number } = await eventually(
      async () => (await store.get(wanted.id))?.promotion.pullRequest,
    );
    await eventually(async () => (await gate('freeze'))?.state === 'waiting');
    const anna = (method: string, path: string, body: object) =>
      forge.running.callAsAnna(method, `${REPOSITORY}${path}`, body);
    const labels = ['hotfix'];
    await anna('POST', `/issues/${number}/labels`, { labels });
    expect(
      await eventually(async () => (await gate('freeze'))?.exception),
    ).toMatchObject({ by: 'anna' });

    await write('README.md', () => 'Meanwhile\n');
    await anna('POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
    const pull = await eventually(async () => {
      const read = await forge.call<{
        mergeable_state: string;
        commits: number;
      }>('GET', `/pulls/${number}`);
      return read.mergeable_state === 'clean' && read;
    });
    // The promotion's own, and the one that brings it up to date.
    expect(pull.commits).toBe(2);
    expect(await gate('approvals')).toMatchObject({
      state: 'open',
      message: 'Approved by anna',
    });
    await anna('PUT', `/pulls/${number}/merge`, {});
    await eventually(
      async () => (await store.get(wanted.id))?.promotion.state === 'merged',
    );
  });
});
