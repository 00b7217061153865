import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  namespaceName,
  type ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { catalogShowing } from '../__testUtils__/catalogShowing';
import { startPortal } from '../__testUtils__/startPortal';
import { ReleaseStore } from '../releases/ReleaseStore';
import { componentEntity } from '../testing/componentEntity';
import { FakeForge } from '../testing/FakeForge';
import { GITOPS_FILES, releaseLayer } from '../testing/GitFixture';

const CASEY = 'user:default/casey';
const MAIN = resolve(__dirname, '../../../../packages/cli/src/main.ts');

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const running = (head: string): ObservedApplication[] =>
  Object.entries({ dev: '1.5.0', prod: '1.4.9' }).map(
    ([environment, version]) => ({
      name: namespaceName('shop', environment),
      component: 'shop',
      environment,
      sync: 'Synced',
      health: 'Healthy',
      images: [`ghcr.io/acme/shop:${version}`],
      revision: head,
    }),
  );

/** Reports a release as CI does. */
async function report(knex: Knex) {
  await new ReleaseStore(knex).record({
    release: {
      component: 'shop',
      version: '1.5.0',
      images: [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }],
      source: { repository: 'acme/shop', commit: 'a'.repeat(40) },
      createdAt: '2026-01-01T10:00:00Z',
      reportedBy: 'repo:acme/shop',
      digest: 'verified',
    },
    repositoryId: 'shop',
    runId: '1',
    fingerprint: '1.5.0',
    token: { jti: 'shop', expiresAt: new Date() },
  });
}

describe('the command line and actions, against the plugin as it is', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let url: string;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    const directory = await mkdtemp(join(tmpdir(), 'real-portal-'));
    portal = await startPortal({
      directory,
      knex,
      record: () => report(knex),
      forge: new FakeForge(),
      catalog: catalogShowing(
        [componentEntity('shop'), componentEntity('payroll')],
        ({ metadata }) => metadata.name !== 'payroll',
      ),
      applications: head => ({ yc: running(head), vk: running(head) }),
      fill: async fixture => {
        await fixture.commit(GITOPS_FILES);
        await fixture.commit({
          'apps/shop/overlays/prod/release/kustomization.yaml':
            releaseLayer('1.4.9'),
        });
      },
    });
    url = new URL(portal.client.get('/').url).origin;
    const ready = await slipway(
      ...['wait', 'shop', '--in', 'prod', '--timeout', '30'],
    );
    if (ready.code !== 0) {
      throw new Error(ready.stderr);
    }
  });

  afterAll(() => portal?.stop());

  /** Runs a command as casey does. */
  function slipway(...args: string[]) {
    return new Promise<{ code: number; stdout: string; stderr: string }>(
      done => {
        const child = execFile(
          process.execPath,
          [MAIN, ...args],
          {
            env: {
              PATH: process.env.PATH,
              HOME: tmpdir(),
              SLIPWAY_PORTAL: url,
              SLIPWAY_TOKEN: mockCredentials.user.token(CASEY),
            },
          },
          (_error, stdout, stderr) =>
            done({ code: child.exitCode ?? NaN, stdout, stderr }),
        );
      },
    );
  }

  const invoke = (action: string, input: object) =>
    portal.client
      .post(`/api/gitops/.backstage/actions/v1/actions/gitops:${action}/invoke`)
      .set('authorization', mockCredentials.user.header(CASEY))
      .send(input);

  it('say what runs where, and what led there', async () => {
    const status = await slipway('status', 'shop');
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).toMatch(/^prod +vk +1\.4\.9.* ● Synced/m);
    const log = await slipway('log', 'shop', '--environment', 'prod');
    expect(log.stdout).toMatch(/^\d+ s +shop +prod on .*1\.4\.2 → 1\.4\.9/m);
    const releases = await slipway('releases', 'shop');
    expect(releases.stdout).toMatch(
      /^1\.5\.0 .* acme\/shop@aaaaaaaa +verified/m,
    );

    const { body } = await invoke('get-delivery-status', { component: 'shop' });
    expect(body.output.cells).toContainEqual(
      expect.objectContaining({ cluster: 'vk', desiredVersion: '1.4.9' }),
    );
    await invoke('list-delivery-problems', {}).expect(200);
    await invoke('list-version-changes', { environment: 'prod' }).expect(200);
  });

  it('know nothing of what the person does not see', async () => {
    const commands = [
      ['status', 'payroll'],
      ['releases', 'payroll'],
      ['hold', 'payroll', '--in', 'prod', '--reason', 'x'],
      ['promote', 'payroll', '--to', 'prod', '--version', '1.0.0'],
    ];
    const answers = await Promise.all(
      commands.map(async command => {
        const { code, stdout } = await slipway(...command);
        return [command, code, stdout];
      }),
    );
    expect(answers).toEqual(commands.map(command => [command, 5, '']));
    for (const [action, input] of [
      ['get-delivery-status', { component: 'payroll' }],
      [
        'promote-release',
        { component: 'payroll', environment: 'prod', version: '1.0.0' },
      ],
    ] as const) {
      await invoke(action, input).expect(404);
    }
  });

  it('hold, which gates then say, and let go again', async () => {
    const hold = ['hold', 'shop', '--in', 'prod'];
    const held = await slipway(...hold, '--reason', 'until the fix', '--json');
    expect(JSON.parse(held.stdout).holds).toMatchObject([
      { environment: 'prod', reason: 'until the fix', by: CASEY },
    ]);
    const rehearsal = ['promote', 'shop', '--to', 'prod', '--dry-run'];
    const stopped = await slipway(...rehearsal);
    expect(stopped.stdout).toMatch(/1\.4\.9 → 1\.5\.0/);
    expect(stopped.stdout).toMatch(/hold +\S+ \w+ .*until the fix/);
    const preview = await invoke('preview-promotion', {
      component: 'shop',
      environment: 'prod',
      version: '1.5.0',
      source: 'dev',
    });
    expect(preview.body.output.gates).toContainEqual(
      expect.objectContaining({ gate: 'hold' }),
    );
    const released = await invoke('release-hold', {
      component: 'shop',
      environment: 'prod',
    });
    expect(released.body.output).toEqual({ holds: [] });
    expect((await slipway(...rehearsal)).stdout).not.toMatch(/until the fix/);
  });

  it('list what goes on, and take it back', async () => {
    const asked = await slipway('promote', 'shop', '--to', 'prod', '--json');
    const { promotion } = JSON.parse(asked.stdout);
    const listed = await slipway('promotions', 'shop', '--in', 'prod');
    expect(listed.stdout).toMatch(
      new RegExp(`^${promotion.id} .* promotion +prod +shop 1\\.5\\.0 `, 'm'),
    );
    const { body } = await invoke('list-promotions', { component: 'shop' });
    expect(body.output.promotions).toMatchObject([{ id: promotion.id }]);
    await invoke('take-out-of-train', {
      id: promotion.id,
      component: 'shop',
      reason: 'it is no train',
    }).expect(409);

    const reason = ['--reason', 'the wrong release'];
    const cancelled = await slipway('cancel', promotion.id, ...reason);
    expect(cancelled).toMatchObject({ code: 0, stderr: '' });
    expect(cancelled.stdout).toMatch(/: cancelled, the wrong release/);
    const again = await invoke('cancel-promotion', {
      id: promotion.id,
      reason: 'once more',
    });
    expect(again.body.output).toMatchObject({ state: 'cancelled' });
    expect((await slipway('promotions', 'shop')).stdout).toBe(
      'There is no such promotion\n',
    );
    expect((await slipway('cancel', 'p-none', ...reason)).code).toBe(5);
  });
});
