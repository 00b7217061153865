import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verb } from '../cli/verb.ts';
import { table } from '../output/format.ts';
import { ExitCode, Problem } from '../problem.ts';
import { observe } from '../supervisor/control-client.ts';
import { readTail } from '../system/files.ts';
import type { Workspace } from '../workspace.ts';

const BYTES_A_LINE = 1000;
const LOOK_EVERY_MS = 300;

/** `./slipway logs` */
export const logsVerb: Verb = {
  name: 'logs',
  summary: 'List the logs, or print the end of one',
  operands: '[part]',
  maxOperands: 1,
  options: {
    follow: { type: 'boolean', short: 'f', help: 'go on printing what comes' },
    lines: {
      type: 'string',
      short: 'n',
      value: 'NUMBER',
      help: 'how many of the last lines (50)',
    },
  },
  examples: [
    ['./slipway logs', 'which logs there are'],
    ['./slipway logs yc/kube-apiserver -n 200', 'the last 200 lines of one'],
  ],
  async run({ workspace, options, operands }) {
    const [part] = operands;
    if (part === undefined) return list(workspace);
    const file = await findLog(workspace, part);
    const lines = Number(options.lines ?? 50);
    if (!Number.isInteger(lines) || lines < 1) {
      throw new Problem('--lines takes a whole number, such as 200', {
        exitCode: ExitCode.usage,
      });
    }
    const text = await readTail(file, lines * BYTES_A_LINE);
    const last = text.replace(/\n$/, '').split('\n').slice(-lines).join('\n');
    if (last) process.stdout.write(`${last}\n`);
    if (options.follow) await follow(workspace, file);
    return ExitCode.ok;
  },
};

async function logNames(workspace: Workspace): Promise<string[]> {
  const entries = await readdir(workspace.logsDir).catch(() => []);
  return entries
    .filter(name => name.endsWith('.log'))
    .map(name => name.slice(0, -'.log'.length))
    .sort();
}

async function list(workspace: Workspace): Promise<number> {
  const names = await logNames(workspace);
  if (names.length === 0) {
    throw new Problem('There are no logs yet; ./slipway up makes some');
  }
  const rows = names.map(name => [
    name,
    join(workspace.logsDir, `${name}.log`),
  ]);
  process.stdout.write(`${table(rows)}\n`);
  return ExitCode.ok;
}

async function findLog(workspace: Workspace, part: string): Promise<string> {
  const names = await logNames(workspace);
  const name = part.replaceAll('/', '-');
  if (names.includes(name)) return join(workspace.logsDir, `${name}.log`);
  throw new Problem(
    `There is no log of '${part}'; there are ${names.join(', ') || 'none yet'}`,
    { exitCode: ExitCode.usage },
  );
}

async function follow(workspace: Workspace, file: string): Promise<void> {
  let position = (await stat(file)).size;
  for (;;) {
    const { size } = await stat(file);
    if (size < position) position = 0; // it was rotated
    if (size > position) {
      const handle = await open(file);
      const stream = handle.createReadStream({
        start: position,
        end: size - 1,
      });
      for await (const chunk of stream) process.stdout.write(chunk);
      position = size;
    } else if (!(await observe(workspace)).running) {
      throw new Problem('Slipway is not running, so nothing more comes', {
        exitCode: ExitCode.notRunning,
      });
    }
    await sleep(LOOK_EVERY_MS);
  }
}
