import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { unusedPort } from '../system/ports.ts';
import { isAlive, listProcesses } from '../system/processes.ts';
import type { PartState } from './state.ts';
import { Supervisor } from './supervisor.ts';
import { eventually, serverPart, temporaryDirectory } from './testing.ts';

const patience = { probeEveryMs: 20, watchEveryMs: 50, stopGraceMs: 1000 };

async function startSupervisor(
  t: TestContext,
  previous?: PartState[],
  changed?: () => void,
) {
  const logsDir = await temporaryDirectory(t);
  const supervisor = new Supervisor({ logsDir, previous, patience, changed });
  t.after(() => supervisor.stop());
  const state = (name: string) => {
    const part = supervisor.parts.find(candidate => candidate.name === name);
    assert.ok(part);
    return part;
  };
  return { supervisor, state, logsDir };
}

test('a part starts only when those it comes after are ready', async t => {
  const { supervisor, state, logsDir } = await startSupervisor(t);
  const [first, second] = [await unusedPort(), await unusedPort()];
  const blocked = serverPart('first', first, { ready: async () => false });
  await supervisor.add([
    serverPart('second', second, { after: ['first'] }),
    blocked,
  ]);
  await eventually('first is up', () => state('first').process);
  assert.equal(state('second').status, 'waiting');
  blocked.ready = async () => true;
  await supervisor.ready('first', 'second');
  assert.equal(state('second').status, 'ready');
  const log = await readFile(join(logsDir, 'second.log'), 'utf8');
  assert.match(log, /listening/);
});

test('a killed part is back at once, counted, with the reason of its end', async t => {
  const { supervisor, state } = await startSupervisor(t);
  await supervisor.add([serverPart('web', await unusedPort())]);
  await supervisor.ready('web');
  const before = state('web').process;
  assert.ok(before);
  process.kill(before.pid, 'SIGKILL');
  await eventually('it is back', () => {
    const { status, process: now } = state('web');
    return status === 'ready' && now && now.pid !== before.pid;
  });
  assert.equal(state('web').restarts, 1);
  assert.match(state('web').reason ?? '', /SIGKILL/);
});

test('a part that cannot start is tried again with growing pauses, and those who wait are told why', async t => {
  const { supervisor, state } = await startSupervisor(t);
  const port = await unusedPort();
  await supervisor.add([
    serverPart('broken', port, { args: ['-e', 'process.exit(7)'] }),
  ]);
  await assert.rejects(
    supervisor.ready('broken'),
    /broken does not start: it exited with status 7; see .*broken\.log/,
  );
  assert.equal(state('broken').status, 'restarting');
  assert.ok(state('broken').restarts >= 4);
});

test('a command that does not exist is named', async t => {
  const { supervisor, state } = await startSupervisor(t);
  await supervisor.add([
    serverPart('ghost', await unusedPort(), {
      command: '/nonexistent/program',
    }),
  ]);
  await eventually('it failed', () => state('ghost').reason);
  assert.match(state('ghost').reason ?? '', /nonexistent\/program/);
});

test('a probe that never answers does not keep a part from being found not ready', async t => {
  const logsDir = await temporaryDirectory(t);
  const supervisor = new Supervisor({
    logsDir,
    patience: { ...patience, probeTimeoutMs: 20, startTimeoutMs: 40 },
  });
  t.after(() => supervisor.stop());
  await supervisor.add([
    serverPart('mute', await unusedPort(), {
      ready: () => new Promise(() => {}),
    }),
  ]);
  const reason = await eventually('it is restarted', () =>
    supervisor.parts.find(({ restarts }) => restarts > 0),
  );
  assert.match(reason.reason ?? '', /was not ready within 0.04 s/);
});

test('stopping ends whole process groups, dependents first, and forces those that do not listen', async t => {
  const order: string[] = [];
  const { supervisor } = await startSupervisor(t, undefined, () => {
    for (const { name, status } of supervisor.parts) {
      if (status === 'stopped' && !order.includes(name)) order.push(name);
    }
  });
  const stubborn = `
    process.on('SIGTERM', () => {});
    require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']);
    setInterval(() => {}, 1000);
  `;
  await supervisor.add([
    serverPart('base', await unusedPort()),
    serverPart('dependent', await unusedPort(), { after: ['base'] }),
    serverPart('stubborn', await unusedPort(), {
      args: ['-e', stubborn],
      ready: async () => true,
    }),
  ]);
  await supervisor.ready('base', 'dependent', 'stubborn');
  const groups = supervisor.parts.map(part => part.process?.pid);
  await supervisor.stop();
  const left = await listProcesses();
  assert.deepEqual(
    left.filter(({ groupId }) => groups.includes(groupId)),
    [],
  );
  assert.deepEqual(order, ['dependent', 'base', 'stubborn']);
});

test('a taken port is refused with port, part, process and setting', async t => {
  const { supervisor } = await startSupervisor(t);
  const port = await unusedPort();
  const squatter = createServer();
  await new Promise<void>(resolve => {
    squatter.listen(port, '127.0.0.1', resolve);
  });
  t.after(() => squatter.close());
  await assert.rejects(
    supervisor.add([serverPart('yc/etcd', port)]),
    new RegExp(
      `Port ${port}, which yc/etcd needs, is taken by .*process ${process.pid}.*ports: \\{ yc: … \\}`,
    ),
  );
});

test('a part that an earlier supervisor left is taken over while its command is the same', async t => {
  const first = await startSupervisor(t);
  const part = serverPart('web', await unusedPort());
  await first.supervisor.add([part]);
  await first.supervisor.ready('web');
  const left = structuredClone(first.state('web'));

  const second = await startSupervisor(t, [left]);
  await second.supervisor.add([part]);
  await second.supervisor.ready('web');
  assert.deepEqual(second.state('web').process, left.process);

  const third = await startSupervisor(t, [left]);
  await third.supervisor.add([
    { ...part, env: { ...part.env, CHANGED: 'yes' } },
  ]);
  await third.supervisor.ready('web');
  assert.notEqual(third.state('web').process?.pid, left.process?.pid);
});

test('what an earlier supervisor left and nobody asks for is ended', async t => {
  const first = await startSupervisor(t);
  await first.supervisor.add([serverPart('old', await unusedPort())]);
  await first.supervisor.ready('old');
  const left = structuredClone(first.state('old'));
  assert.ok(left.process);

  const second = await startSupervisor(t, [left]);
  await second.supervisor.endLeftBehind();
  assert.equal(await isAlive(left.process), false);
});
