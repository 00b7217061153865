import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Terminal } from '../output/terminal.ts';
import { failure, type Routes, testPortal } from '../portal/testing.ts';
import { deliveryPage } from './page.ts';
import type { Cell, Delivery } from './reply.ts';

const ROUTE = 'GET /api/gitops/components/:name/delivery';
const PROGRAM = { SLIPWAY_TOKEN: 'token' };
const NO_HOLDS: Routes = {
  'GET /api/gitops/holds': () => ({ body: { holds: [] } }),
};

const cell = (more: Partial<Cell> = {}): Cell => ({
  cluster: 'yc',
  state: 'synced',
  desired: { version: '1.4.2', committedAt: '2026-01-01T10:00:00Z' },
  synced: { version: '1.4.2' },
  applicationName: 'shop-prod',
  ...more,
});

const delivery = (prod: Cell[], known = true): Delivery => ({
  component: 'shop',
  known,
  clusters: [],
  environments: [
    { name: 'dev', cells: [cell()] },
    { name: 'prod', cells: prod },
  ],
  pullRequests: [{ number: 7, title: 'Promote', url: 'https://forge/7' }],
  index: { repository: 'https://forge/infra', branch: 'main' },
});

const BROKEN = cell({
  cluster: 'vk',
  state: 'degraded',
  message: 'CrashLoopBackOff',
  synced: { version: '1.4.3' },
});

test('status is a row for each cluster, or two lines where there is no room', () => {
  const stream = (columns: number) =>
    Object.assign(Object.create(process.stdout), { columns, isTTY: true });
  const plainEnv = { NO_COLOR: '1' };
  const now = Date.parse('2026-01-03T10:00:00Z');
  const shown = delivery([cell(), BROKEN]);
  const hold = {
    component: 'shop',
    environment: 'prod',
    reason: 'until the fix',
    by: 'robin',
    at: '2026-01-03T09:00:00Z',
  };
  const wide = deliveryPage(
    shown,
    [hold],
    new Terminal(stream(120), plainEnv),
    now,
  );
  assert.match(
    wide,
    /^prod +vk +1\.4\.2 \(runs 1\.4\.3\) +▲ Degraded +2 d +CrashLoopBackOff$/m,
  );
  assert.match(wide, /^! Promotion into prod is held for 1 h by robin: until/m);
  assert.match(wide, /^#7 Promote https:\/\/forge\/7$/m);
  const narrow = deliveryPage(
    shown,
    [],
    new Terminal(stream(50), plainEnv),
    now,
  );
  assert.match(
    narrow,
    /^prod on vk: ▲ Degraded\n {2}1\.4\.2 \(runs 1\.4\.3\), 2 d, CrashLoopBackOff$/m,
  );
});

test('what others wrote cannot steer the terminal', async t => {
  const hostile = '\u001b[2J\u001b]0;owned\u0007gone\nprod  yc  ● Synced';
  const portal = await testPortal(t, {
    ...NO_HOLDS,
    [ROUTE]: () => ({ body: delivery([{ ...BROKEN, message: hostile }]) }),
  });
  const { stdout } = await portal.run(['status', 'shop'], PROGRAM);
  assert.equal(stdout, stripVTControlCharacters(stdout));
  assert.doesNotMatch(stdout, /^prod {2}yc/m);
});

test('status for programs is what the portal says, all of it', async t => {
  const body = delivery([cell({ observedAt: '2026-01-01T10:00:01Z' })]);
  const portal = await testPortal(t, { [ROUTE]: () => ({ body }) });
  const run = await portal.run(['status', 'shop', '--json'], PROGRAM);
  assert.equal(run.code, 0, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout), body);
});

test('the exit status tells why there is no answer', async t => {
  const answers: [ReturnType<Routes[string]>, number, RegExp][] = [
    [{ body: delivery([], false) }, 5, /no component 'shop'/],
    [failure(404, 'NotFoundError', 'No component'), 5, /may see/],
    [failure(403, 'NotAllowedError', 'Unauthorized'), 5, /may not/],
    [failure(401, 'AuthenticationError', 'Illegal token'), 4, /SLIPWAY_TOKEN/],
    [failure(503, 'ServiceUnavailableError', 'starting'), 6, /starting/],
    [{ body: { component: 'shop' } }, 6, /otherwise than .* knows/],
    [{ location: 'https://elsewhere.example' }, 6, /cannot be reached/],
  ];
  for (const [answer, code, words] of answers) {
    const portal = await testPortal(t, { ...NO_HOLDS, [ROUTE]: () => answer });
    const run = await portal.run(['status', 'shop'], PROGRAM);
    assert.equal(run.code, code, run.stderr);
    assert.match(run.stderr, words);
    assert.equal(run.stdout, '');
  }
});

test('wait ends once every cluster has the release in the state', async t => {
  const steps = [
    failure(503, 'ServiceUnavailableError', 'restarting'),
    { body: delivery([cell(), BROKEN]) },
    { body: delivery([cell(), cell({ cluster: 'vk' })]) },
  ];
  const portal = await testPortal(t, {
    [ROUTE]: () => steps.shift() ?? failure(500, 'Error', 'asked too often'),
  });
  const run = await portal.run(
    ['wait', 'shop', '--in', 'prod', '--version', '1.4.2', '--json'],
    PROGRAM,
  );
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stderr, /vk 1\.4\.2 degraded \(CrashLoopBackOff\)/);
  assert.deepEqual(
    JSON.parse(run.stdout).cells.map(({ cluster }: Cell) => cluster),
    ['yc', 'vk'],
  );
});

test('wait gives up in time, and at once for what is not there', async t => {
  const portal = await testPortal(t, {
    [ROUTE]: () => ({ body: delivery([cell(), BROKEN]) }),
  });
  const wait = (...args: string[]) =>
    portal.run(['wait', 'shop', ...args], PROGRAM);
  const late = await wait('--in', 'prod', '--timeout', '0.1');
  assert.equal(late.code, 7, late.stderr);
  assert.match(late.stderr, /vk 1\.4\.2 degraded/);
  const one = await wait('--in', 'prod', '--cluster', 'yc');
  assert.equal(one.code, 0, one.stderr);
  assert.equal((await wait('--in', 'test')).code, 5);
  assert.equal((await wait('--in', 'prod', '--cluster', 'no')).code, 5);
  assert.equal((await wait()).code, 2);
  assert.equal((await wait('--in', 'prod', '--state', 'good')).code, 2);
});
