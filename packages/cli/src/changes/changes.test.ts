import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPortal } from '../portal/testing.ts';
import { momentOf } from './since.ts';

const PROGRAM = { SLIPWAY_TOKEN: 'token' };

const change = (number: number) => ({
  id: `c-${number}`,
  kind: 'promotion',
  component: 'shop',
  environment: 'prod',
  overlay: 'apps/shop/overlays/prod',
  clusters: ['yc', 'vk'],
  from: `1.${number - 1}.0`,
  to: `1.${number}.0`,
  images: [],
  at: new Date(Date.now() - number * 3_600_000).toISOString(),
  by: 'robin',
  commit: 'a'.repeat(40),
  pullRequest: { number, url: 'https://forge.example' },
  results: {
    yc: { healthyAt: '2026-01-01T10:00:00Z' },
    ...(number === 2 && { vk: { failedAt: '2026-01-01T10:00:00Z' } }),
    ...(number === 1 && { vk: { healthyAt: '2026-01-01T10:00:00Z' } }),
  },
});

test('the log reads as many pages as it was asked for, of what it was asked for', async t => {
  const queries: Record<string, string>[] = [];
  const all = [1, 2, 3].map(change);
  const portal = await testPortal(t, {
    'GET /api/gitops/changes': ({ url }) => {
      queries.push(Object.fromEntries(url.searchParams));
      const from = Number(url.searchParams.get('cursor') ?? 0);
      // A portal may give less than it is asked for.
      const changes = all.slice(from, from + 2);
      return { body: { changes, ...(from + 2 < 3 && { next: '2' }) } };
    },
  });
  const args = ['shop', '--environment', 'prod', '--cluster', 'vk'];
  const { code, stdout, stderr } = await portal.run(
    ['log', ...args, '--since', '2026-01-31'],
    PROGRAM,
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(queries, [
    {
      component: 'shop',
      environment: 'prod',
      cluster: 'vk',
      from: '2026-01-31T00:00:00.000Z',
      limit: '20',
    },
    { ...queries[0], limit: '18', cursor: '2' },
  ]);
  const [, first, second, third] = stdout.split('\n');
  assert.match(
    first ?? '',
    /^1 h +shop +prod on yc, vk +1\.0\.0 → 1\.1\.0 +promotion +● healthy +robin #1$/,
  );
  assert.match(second ?? '', /▲ failed/);
  assert.match(third ?? '', /\? not known/);

  const json = await portal.run(['log', '-n', '2', '--json'], PROGRAM);
  const reply = JSON.parse(json.stdout);
  assert.deepEqual(reply, { changes: all.slice(0, 2), next: '2' });
});

test('since is a span or a date, and nothing else', () => {
  const now = Date.parse('2026-02-01T00:00:00Z');
  assert.equal(momentOf('log', '36h', now), '2026-01-30T12:00:00.000Z');
  assert.equal(momentOf('log', '2w', now), '2026-01-18T00:00:00.000Z');
  assert.equal(momentOf('log', '2026-01-31', now), '2026-01-31T00:00:00.000Z');
  for (const wrong of ['yesterday', '7', '-1d', '2026-13-41', '7y']) {
    assert.throws(() => momentOf('log', wrong, now), /takes a span/, wrong);
  }
});

test('releases are those that CI reported, with what they were built from', async t => {
  const release = {
    component: 'shop',
    version: '1.4.2',
    images: [],
    createdAt: new Date().toISOString(),
    digest: 'verified',
    source: { repository: 'acme/shop', commit: 'abcdef0123456789' },
    reportedBy: 'repo:acme/shop',
  };
  const portal = await testPortal(t, {
    'GET /api/gitops/releases': ({ url }) => ({
      body:
        String(url.searchParams) === 'component=shop&limit=5'
          ? { releases: [release] }
          : {},
    }),
  });
  const { code, stdout, stderr } = await portal.run(
    ['releases', 'shop', '-n', '5'],
    PROGRAM,
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^1\.4\.2 +\d s +acme\/shop@abcdef01 +verified$/m);
  const many = await portal.run(['releases', 'shop', '-n', '101'], PROGRAM);
  assert.equal(many.code, 2);
});
