import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { failure, testPortal } from '../portal/testing.ts';
import { detailOf, requestSchema } from './testing.ts';

const PROGRAM = { SLIPWAY_TOKEN: 'token' };
const REASON = ['--reason', 'the wrong release'];

const { promotion } = detailOf(
  requestSchema.parse({
    kind: 'train',
    environment: 'prod',
    parts: [
      { component: 'shop', version: '1.4.2' },
      { component: 'cart', version: '2.0.1' },
    ],
  }),
  'pull-request-open',
);

/** A portal with one train, which may be merged already. */
async function portalOf(t: TestContext, merged = false) {
  const bodies: unknown[] = [];
  const amended = (id: string | undefined, body: unknown, change: object) => {
    if (id !== promotion.id) {
      return failure(404, 'NotFoundError', `There is no promotion ${id}`);
    }
    if (merged) {
      return failure(409, 'ConflictError', 'It is merged; roll back instead');
    }
    bodies.push(body);
    const detail = { promotion: { ...promotion, ...change } };
    return { body: { ...detail, gates: [], behind: [] } };
  };
  const queries: unknown[] = [];
  const portal = await testPortal(t, {
    'GET /api/gitops/promotions': ({ url }) => {
      queries.push(Object.fromEntries(url.searchParams));
      const [shop, cart] = promotion.parts;
      const parts = [shop, { ...cart, takenOut: { by: 'casey' } }];
      const found = url.searchParams.get('component') !== 'blog';
      return { body: { promotions: found ? [{ ...promotion, parts }] : [] } };
    },
    'POST /api/gitops/promotions/:id/cancel': ({ params, body }) =>
      amended(params.id, body, {
        state: 'cancelled',
        history: [{ state: 'cancelled', message: 'the wrong release' }],
      }),
    'POST /api/gitops/promotions/:id/take-out': ({ params, body }) =>
      amended(params.id, body, {}),
  });
  const run = (...args: string[]) => portal.run(args, PROGRAM);
  return { bodies, queries, run };
}

test('lists what goes on, with the ids that other commands take', async t => {
  const { run, queries } = await portalOf(t);
  const { code, stdout, stderr } = await run('promotions', 'shop');
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^p-1 .* train +prod +shop 1\.4\.2, cart 2\.0\.1 \(taken out\) +pull-request-open +user:default\/casey #7$/m,
  );
  const filters = ['--in', 'prod', '--state', 'failed', '-n', '5', '--json'];
  const json = await run('promotions', ...filters);
  assert.equal(JSON.parse(json.stdout).promotions[0].id, 'p-1');
  const none = await run('promotions', 'blog');
  assert.equal(none.stdout, 'There is no such promotion\n');
  assert.deepEqual(queries, [
    { component: 'shop', state: 'open', limit: '20' },
    { environment: 'prod', state: 'failed', limit: '5' },
    { component: 'blog', state: 'open', limit: '20' },
  ]);
  assert.equal((await run('promotions', '-n', '101')).code, 2);
});

test('takes a promotion back, and a component out of a train', async t => {
  const { run, bodies } = await portalOf(t);
  const cancelled = await run('cancel', 'p-1', ...REASON);
  assert.equal(cancelled.code, 0, cancelled.stderr);
  assert.match(cancelled.stdout, /^train p-1: cancelled, the wrong release/);
  const left = ['take-out', 'cart', '--train', 'p-1', ...REASON, '--json'];
  const out = await run(...left);
  assert.equal(JSON.parse(out.stdout).promotion.state, 'pull-request-open');
  assert.deepEqual(bodies, [
    { reason: 'the wrong release' },
    { component: 'cart', reason: 'the wrong release' },
  ]);
});

test('says by the exit status why nothing was taken back', async t => {
  const { run, bodies } = await portalOf(t, true);
  for (const [args, code, words] of [
    [['cancel', 'p-1', ...REASON], 1, /Refused: It is merged; roll back/],
    [['cancel', 'p-9', ...REASON], 5, /There is no promotion p-9/],
    [['cancel', 'a/../b', ...REASON], 5, /There is no promotion a%2F\.\.%2Fb/],
    [['cancel', 'p-1'], 2, /--reason is missing/],
    [['cancel', ...REASON], 2, /the id of the promotion is missing/],
    [['take-out', 'cart', '--train', 'p-1', ...REASON], 1, /Refused/],
    [['take-out', 'cart', ...REASON], 2, /--train is missing/],
  ] as const) {
    const result = await run(...args);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, words);
    assert.equal(result.stdout, '');
  }
  assert.deepEqual(bodies, []);
});
