import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { failure, type TestAnswer, testPortal } from '../portal/testing.ts';
import { type Asked, detailOf, previewOf, requestSchema } from './testing.ts';

const PROGRAM = { SLIPWAY_TOKEN: 'token' };
const WAITING = {
  gate: 'approvals',
  state: 'waiting',
  message: 'one approval',
};

const cells = (...versions: string[]) =>
  versions.map(version => ({
    cluster: 'yc',
    state: 'synced',
    desired: { version },
  }));

/** A portal that writes down what it is asked for, and whose promotions go through the states. */
async function portalOf(
  t: TestContext,
  {
    preview = previewOf,
    states = ['requested'],
    message,
    dev = ['1.4.2'],
    candidates = ['1.4.0', '1.3.9'],
  }: {
    preview?: (asked: Asked) => object;
    states?: string[];
    message?: string;
    dev?: string[];
    candidates?: string[];
  } = {},
) {
  const requests: Asked[] = [];
  const next = (asked: Asked | undefined): TestAnswer => {
    const state = states.length > 1 ? states.shift() : states[0];
    return asked && state
      ? { body: detailOf(asked, state, message) }
      : failure(404, 'NotFoundError', 'no such promotion');
  };
  const portal = await testPortal(t, {
    'GET /api/gitops/components/:name/delivery': () => ({
      body: {
        component: 'shop',
        known: true,
        environments: [
          { name: 'dev', cells: cells(...dev) },
          { name: 'prod', cells: cells('1.4.1') },
        ],
        pullRequests: [],
        index: {},
      },
    }),
    'GET /api/gitops/components/:name/rollbacks': ({ url }) => {
      assert.equal(url.searchParams.get('environment'), 'prod');
      return {
        body: {
          present: '1.4.1',
          candidates: candidates.map(version => ({
            version,
            healthyAt: '2026-01-01T10:00:00Z',
          })),
        },
      };
    },
    'POST /api/gitops/promotions/preview': ({ body }) => ({
      body: preview(requestSchema.parse(body)),
    }),
    'POST /api/gitops/promotions': ({ body }) => {
      requests.push(requestSchema.parse(body));
      return next(requests.at(-1));
    },
    'GET /api/gitops/promotions/:id': ({ params }) =>
      next(params.id === 'p-1' ? requests.at(-1) : undefined),
  });
  return {
    requests,
    asked: portal.asked,
    run: (...args: string[]) => portal.run(args, PROGRAM),
  };
}

test('promotes what the environment before wants, and says first what comes of it', async t => {
  const { run, requests } = await portalOf(t, {
    preview: asked => previewOf(asked, [WAITING], { behindHidden: true }),
  });
  const { code, stdout, stderr } = await run(
    ...['promote', 'shop', '--to', 'prod', '--reason', 'the sale', '--hotfix'],
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(requests, [
    {
      kind: 'promotion',
      environment: 'prod',
      source: 'dev',
      parts: [{ component: 'shop', version: '1.4.2' }],
      reason: 'the sale',
      hotfix: true,
    },
  ]);
  assert.match(stderr, /shop in prod on yc, vk: 1\.4\.1 → 1\.4\.2/);
  assert.match(stderr, /approvals +◷ waiting +one approval/);
  assert.match(stderr, /It waits behind a change .* not for you to see/);
  assert.match(stdout, /^promotion p-1: requested, https:\/\/forge\S+7\n$/);
});

test('asks for nothing in a rehearsal, nor where a gate or the plan refuses', async t => {
  const refusal = { gate: 'hold', state: 'refused', message: 'held by robin' };
  const verdict = { level: 'refused', reasons: [{ message: 'no limits' }] };
  for (const [preview, args, expected] of [
    [previewOf, ['--dry-run'], 0],
    [(asked: Asked) => previewOf(asked, [refusal]), [], 1],
    [(asked: Asked) => previewOf(asked, [], { verdict }), [], 1],
    [(asked: Asked) => previewOf(asked, [refusal]), ['--dry-run'], 1],
  ] as const) {
    const { run, requests } = await portalOf(t, { preview });
    const promote = ['promote', 'shop', '--to', 'prod', '--version', '1.4.2'];
    const { code, stdout } = await run(...promote, ...args, '--json');
    assert.equal(code, expected);
    assert.deepEqual(requests, []);
    assert.equal(JSON.parse(stdout).parts[0].to, '1.4.2');
  }
});

test('follows a promotion to its end, which the exit status tells', async t => {
  for (const [end, expected] of [
    ['healthy', 0],
    ['failed', 1],
    ['superseded', 1],
  ] as const) {
    const { run } = await portalOf(t, {
      states: ['requested', 'merged', end],
      message: 'said Argo CD',
    });
    const { code, stdout, stderr } = await run(
      ...['promote', 'shop', '--to', 'prod', '--from', 'dev', '--wait'],
    );
    assert.equal(code, expected, stderr);
    assert.match(stderr, /: promotion p-1: requested/);
    assert.match(stdout, new RegExp(`^promotion p-1: ${end}, said Argo CD`));
  }
  const { run } = await portalOf(t, { states: ['pull-request-open'] });
  const late = await run(
    ...['promote', 'shop', '--to', 'prod', '--wait', '--timeout', '0.1'],
  );
  assert.equal(late.code, 7, late.stderr);
});

test('brings several components as one train, each with its own release', async t => {
  const { run, requests } = await portalOf(t);
  const to = ['--to', 'prod', '--cluster', 'yc'];
  const train = await run('promote', 'shop', 'cart@2.0.1+b@1', ...to);
  assert.equal(train.code, 0, train.stderr);
  assert.match(train.stdout, /^train p-1: requested/);
  assert.match(train.stderr, /^cart in prod on yc, vk: 1\.4\.1 → 2\.0\.1/m);
  const [{ kind, source, parts } = assert.fail()] = requests.splice(0);
  assert.deepEqual([kind, source], ['train', 'dev']);
  assert.deepEqual(parts, [
    { component: 'shop', version: '1.4.2', clusters: ['yc'] },
    { component: 'cart', version: '2.0.1+b@1', clusters: ['yc'] },
  ]);
  for (const [args, words] of [
    [['shop', 'cart', '--version', '1'], /--version is of one component/],
    [['shop@1', '--version', '1'], /--version is of one component/],
    [['shop@1', 'cart@2', '--from', 'dev'], /say the same; give one/],
    [['shop', '@2'], /'@2' is no COMPONENT/],
  ] as const) {
    const wrong = await run('promote', ...args, ...to);
    assert.equal(wrong.code, 2, wrong.stderr);
    assert.match(wrong.stderr, words);
  }
  assert.deepEqual(requests, []);
});

test('does not guess which release', async t => {
  const { run, requests } = await portalOf(t, { dev: ['1.4.2', '1.4.3'] });
  for (const [args, code, words] of [
    [['--to', 'prod'], 2, /different releases \(1\.4\.2, 1\.4\.3\)/],
    [['--to', 'dev'], 2, /Nothing comes before dev/],
    [['--to', 'test'], 5, /no environment 'test'; it has dev, prod/],
    [['--to', 'prod', '--from', 'dev', '--version', '1'], 2, /give one/],
    [[], 2, /--to is missing/],
  ] as const) {
    const result = await run('promote', 'shop', ...args);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, words);
  }
  assert.deepEqual(requests, []);
});

test('rolls back to what was healthy last, or to what is named', async t => {
  const { run, requests } = await portalOf(t);
  await run('rollback', 'shop', '--in', 'prod', '--cluster', 'vk');
  await run('rollback', 'shop', '--in', 'prod', '--to', '1.3.9');
  assert.deepEqual(
    requests.map(({ kind, parts }) => [kind, parts[0]]),
    [
      ['rollback', { component: 'shop', version: '1.4.0', clusters: ['vk'] }],
      ['rollback', { component: 'shop', version: '1.3.9' }],
    ],
  );
  const none = await portalOf(t, { candidates: [] });
  const { code, stderr } = await none.run('rollback', 'shop', '--in', 'prod');
  assert.equal(code, 5);
  assert.match(stderr, /No earlier release of shop was healthy in prod/);
});

test('holds and releases forward promotion, and says what holds then', async t => {
  const held = new Map<string, string>();
  const reason = z.strictObject({ reason: z.string().min(1) });
  const portal = await testPortal(t, {
    'PUT /api/gitops/holds/:component/:environment': ({ params, body }) => {
      held.set(params.environment ?? '', reason.parse(body).reason);
      return {};
    },
    'DELETE /api/gitops/holds/:component/:environment': ({ params, body }) => {
      assert.equal(body, undefined);
      held.delete(params.environment ?? '');
      return { status: 204 };
    },
    'GET /api/gitops/holds': ({ url }) => ({
      body: {
        holds: [...held].map(([environment, why]) => ({
          component: url.searchParams.get('component'),
          environment,
          reason: why,
          by: 'user:default/casey',
          at: new Date().toISOString(),
        })),
      },
    }),
  });
  const run = (...args: string[]) =>
    portal.run(['hold', 'shop', ...args], PROGRAM);
  assert.equal((await run('--in', 'prod')).code, 2);
  assert.equal((await run('--release')).code, 2);
  const set = await run('--in', 'prod', '--reason', 'until the fix');
  assert.match(set.stdout, /^prod +\d s +user:default\/casey +until the fix$/m);
  const released = await run('--in', 'prod', '--release', '--json');
  assert.equal(released.code, 0, released.stderr);
  assert.deepEqual(JSON.parse(released.stdout), { holds: [] });
});
