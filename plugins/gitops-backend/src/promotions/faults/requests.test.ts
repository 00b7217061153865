import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { promotionDetailSchema } from '@slipway/plugin-gitops-common';
import { ReleaseStore } from '../../releases/ReleaseStore';
import { GitOpsForge } from './__testUtils__/GitOpsForge';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const SECRET = 'a-secret-of-the-test';
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())(
  'a storm of requests with %s',
  id => {
    let directory: string;
    let forge: GitOpsForge;
    let releases: ReleaseStore;
    let portal: Awaited<ReturnType<typeof startPortal>>;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'promotion-requests-'));
      forge = await GitOpsForge.start(directory, ['shop', 'cart']);
      const knex = await databases.init(id);
      const { gitops, ...config } = forge.config(join(directory, 'data'));
      portal = await startPortal(
        {
          ...config,
          gitops: {
            ...gitops,
            webhookSecret: SECRET,
            refreshInterval: { seconds: 1 },
          },
          entities: forge.entities,
        },
        [mockServices.database.factory({ knex })],
      );
      releases = new ReleaseStore(knex);
      while (!(await portal.call('/environments')).body.index.commit) {
        await pause(100);
      }
    });
    afterAll(async () => {
      await portal?.stop();
      await forge?.running.stop();
      await rm(directory, { recursive: true, force: true });
    });

    /** Asks for a release that CI reported. */
    async function ask(component: string, version: string) {
      await releases.record({
        release: {
          component,
          version,
          images: [{ name: `ghcr.io/acme/${component}`, tag: version }],
          digest: 'unverified',
          source: { repository: `acme/${component}`, commit: 'a'.repeat(40) },
          createdAt: '2026-11-20T10:00:00.000Z',
          reportedBy: `repo:acme/${component}:ref:refs/heads/main`,
        },
        repositoryId: '1',
        runId: version,
        fingerprint: version,
        token: { jti: `${component} ${version}`, expiresAt: new Date() },
      });
      const parts = [{ component, version }];
      return () =>
        portal.call('/promotions', {
          kind: 'promotion',
          environment: 'prod',
          parts,
        });
    }

    async function read(promotion: string) {
      const { body } = await portal.call(`/promotions/${promotion}`);
      return promotionDetailSchema.parse(body).promotion;
    }

    async function reach(promotion: string, state: string) {
      let found = await read(promotion);
      while (found.state !== state) {
        await pause(100);
        found = await read(promotion);
      }
      return found;
    }

    async function deliver(event: string, delivery: string = randomUUID()) {
      const body = JSON.stringify({ repository: { full_name: 'acme/infra' } });
      const hash = createHmac('sha256', SECRET).update(body).digest('hex');
      const response = await fetch(`${portal.url}/webhooks/github`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': delivery,
          'x-hub-signature-256': `sha256=${hash}`,
        },
        body,
      });
      return response.json();
    }

    it('lets one of 20 promotions of an overlay stand, with one of everything', async () => {
      const requests = await Promise.all(
        Array.from({ length: 20 }, (_, at) => ask('shop', `2.0.${at}`)),
      );
      const answers = await Promise.all(requests.map(request => request()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(
        new Set([201]),
      );
      const ids = answers.map(({ body }) => String(body.promotion.id));
      const states = async () =>
        (await Promise.all(ids.map(read))).map(({ state }) => state);
      while (
        (await states()).some(
          state => !['superseded', 'pull-request-open'].includes(state),
        )
      ) {
        await pause(200);
      }
      const all = await Promise.all(ids.map(read));
      const [open, ...more] = all.filter(({ state }) => state !== 'superseded');
      expect(more).toEqual([]);
      while ((await forge.branches()).length > 2) {
        await pause(100);
      }
      expect(await forge.branches()).toEqual(['main', open.branch]);
      expect(await forge.commits(open.branch)).toHaveLength(1);
      const pulls = await forge.pulls();
      expect(
        pulls.filter(one => one.state === 'open').map(({ number }) => number),
      ).toEqual([open.pullRequest?.number]);
    });

    it('lives without webhooks, with two of each, and with those that come late', async () => {
      const request = await ask('cart', '2.0.0');
      const { body } = await request();
      const promotion = String(body.promotion.id);
      const { pullRequest, branch } = await reach(
        promotion,
        'pull-request-open',
      );
      // What is told of is not so yet, or not any more; each is only a reason to look.
      const early = ['pull_request_review', 'push', 'pull_request'];
      const twice = randomUUID();
      expect(await deliver('push', twice)).toEqual({ accepted: true });
      expect(await deliver('push', twice)).toEqual({ accepted: false });
      await Promise.all([...early, ...early].map(event => deliver(event)));
      await forge.call('PUT', `/pulls/${pullRequest?.number}/merge`, {});
      // Nobody tells of this one.
      await reach(promotion, 'merged');
      await Promise.all(
        [...early, ...early].reverse().map(event => deliver(event)),
      );
      while ((await forge.branches()).includes(branch)) {
        await pause(100);
      }
      const { history } = await read(promotion);
      expect(history.map(({ state }) => state)).toEqual([
        'requested',
        'branch',
        'committed',
        'pull-request-open',
        'merged',
      ]);
      const pulls = await forge.pulls();
      expect(pulls.filter(({ head }) => head.ref === branch)).toHaveLength(1);
    });
  },
);
