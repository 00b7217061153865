import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { failure, testPortal } from '../portal/testing.ts';
import { templateValues } from './values.ts';

const PROGRAM = { SLIPWAY_TOKEN: 'token' };
const ANSWERS = { name: 'shop', environments: ['dev', 'prod'], media: true };

const planRequest = z.strictObject({
  template: z.string().startsWith('template:'),
  values: z.record(z.string(), z.json()),
});
const taskRequest = z.strictObject({
  templateRef: z.string().startsWith('template:'),
  values: z.record(z.string(), z.json()),
});

async function portalOf(
  t: TestContext,
  { level = 'safe', status = 'completed' } = {},
) {
  const planned: unknown[] = [];
  const started: unknown[] = [];
  const events = [
    [
      {
        id: 1,
        type: 'log',
        body: {
          message: 'Check the name\n\u001b[32mfree\u001b[39m',
          stepId: 'a',
        },
      },
    ],
    [],
    [
      {
        id: 2,
        type: 'completion',
        body: {
          message: `Run completed with status: ${status}`,
          ...(status === 'failed' && { error: { message: 'no such owner' } }),
          output: { links: [{ title: 'Service', url: 'https://p.example' }] },
        },
      },
    ],
  ];
  const after: (string | null)[] = [];
  const portal = await testPortal(t, {
    'POST /api/gitops/plans/creation': ({ body }) => {
      planned.push(planRequest.parse(body));
      return {
        body: {
          id: 'plan-1',
          plan: {
            overlays: [
              {
                path: 'apps/shop/overlays/prod',
                environment: 'prod',
                clusters: ['yc', 'vk'],
                change: 'added',
                objects: [{}, {}],
              },
            ],
          },
          checks: [
            { id: 'name', status: 'ok', message: 'free' },
            { id: 'host', status: 'conflict', message: 'the host is taken' },
          ],
          repository: { slug: 'acme/shop', files: [{}, {}, {}] },
          entities: [{ kind: 'Component', name: 'shop' }],
          verdict: { level, reasons: [{ message: 'the host is taken' }] },
        },
      };
    },
    'POST /api/scaffolder/v2/tasks': ({ body }) => {
      started.push(taskRequest.parse(body));
      return { status: 201, body: { id: 'task-1' } };
    },
    'GET /api/scaffolder/v2/tasks/task-1/events': ({ url }) => {
      after.push(url.searchParams.get('after'));
      return events.length > 0
        ? { body: events.shift() }
        : failure(500, 'Error', 'asked after the end');
    },
  });
  return { portal, planned, started, after };
}

test('shows the plan, starts the template with the answers, and follows its log', async t => {
  const { portal, planned, started, after } = await portalOf(t);
  const file = join(portal.home, 'shop.yaml');
  await writeFile(file, 'name: other\nenvironments: [dev, prod]\n');
  const { code, stdout, stderr } = await portal.run(
    [
      ...['create', 'app-base-ts', '--values', file],
      ...['--set', 'name=shop', '--set', 'media=true', '--yes'],
    ],
    PROGRAM,
  );
  assert.equal(code, 0, stderr);
  const template = 'template:default/app-base-ts';
  assert.deepEqual(planned, [{ template, values: ANSWERS }]);
  assert.deepEqual(started, [{ templateRef: template, values: ANSWERS }]);
  assert.deepEqual(after, [null, '1', '1']);
  const lines = stderr.split('\n');
  assert.ok(lines.includes('Repository acme/shop: 3 files'), stderr);
  assert.ok(
    lines.includes('prod on yc, vk: apps/shop/overlays/prod added, 2 objects'),
  );
  assert.equal(lines[lines.indexOf('Check the name') + 1], 'free');
  assert.ok(lines.indexOf('Plan: ✔ Safe') < lines.indexOf('Check the name'));
  assert.equal(stdout, 'Created\nService: https://p.example\n');
});

test('a task that fails says so by its exit status, also for programs', async t => {
  const { portal } = await portalOf(t, { status: 'failed' });
  const { code, stdout } = await portal.run(
    ['create', 'app-base-ts', '--values', '-', '--yes', '--json'],
    PROGRAM,
    JSON.stringify(ANSWERS),
  );
  assert.equal(code, 1);
  assert.deepEqual(JSON.parse(stdout), {
    task: 'task-1',
    status: 'failed',
    error: 'no such owner',
    links: [{ title: 'Service', url: 'https://p.example' }],
  });
});

test('creates nothing without an answer, in a rehearsal, or against the plan', async t => {
  for (const [level, args, expected] of [
    ['refused', ['--yes'], 1],
    ['safe', ['--dry-run'], 0],
    ['safe', [], 2], // nobody can be asked
  ] as const) {
    const { portal, started } = await portalOf(t, { level });
    const { code } = await portal.run(
      ['create', 'app-base-ts', ...args],
      PROGRAM,
    );
    assert.equal(code, expected);
    assert.deepEqual(started, []);
  }
});

test('answers are data, and what is none is refused with its name', async () => {
  for (const [sets, words] of [
    [['name'], /name=value, and not 'name'/],
    [['a=[1'], /--set a is not YAML/],
  ] as const) {
    await assert.rejects(templateValues(undefined, sets), words);
  }
  await assert.rejects(templateValues('/no/such/file', []), /--values: ENOENT/);
  assert.deepEqual(await templateValues(undefined, ['a=b=c', 'n=2', 'e=']), {
    a: 'b=c',
    n: 2,
    e: null,
  });
});
