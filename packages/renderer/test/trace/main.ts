/**
 * Proves that the renderer starts no process, speaks to no network and opens no file, whatever it is
 * given: runs it with its hostile inputs under strace, and looks at all that was called meanwhile.
 * `node packages/renderer/test/trace/main.ts`; fails when there is a call that must not be.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildRenderer } from '../../build/buildRenderer.ts';
import { countsOf, violationsOf } from './calls.ts';
import { strace } from './strace.ts';

/** What must be noticed; otherwise the proof below would prove nothing. */
const CONTROL = `
  const { accessSync, writeFileSync } = require('node:fs');
  const mark = moment => { try { accessSync('/slipway-trace/' + moment); } catch {} };
  mark('begin');
  writeFileSync('/dev/null', 'a write');
  require('node:child_process').spawnSync('true');
  require('node:net').connect(9, '127.0.0.1').on('error', () => mark('end'));
`;
const MUST_BE_NOTICED = ['openat', 'execve', 'socket', 'connect'];
const MOST_LINES = 20;

try {
  await controlled();
  await proven(await buildRenderer());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function controlled(): Promise<void> {
  const noticed = violationsOf((await strace(['--eval', CONTROL])).trace);
  const unnoticed = MUST_BE_NOTICED.filter(
    name => !noticed.some(call => call.name === name),
  );
  if (unnoticed.length > 0) {
    throw new Error(`The trace does not show ${unnoticed.join(', ')}`);
  }
  console.log(`Seen of a process that may do all: ${countsOf(noticed)}`);
}

async function proven(wasm: string): Promise<void> {
  const { output, trace } = await strace([
    '--require',
    createRequire(import.meta.url).resolve(
      '@backstage/cli/config/nodeTransform.cjs',
    ),
    join(import.meta.dirname, '../../measure/hostile.ts'),
    wasm,
  ]);
  const { inputs, unexpected } = JSON.parse(output) as {
    inputs: number;
    unexpected: string[];
  };
  const violations = violationsOf(trace);
  console.log(`While Node.js and a worker start: ${countsOf(trace.starting)}`);
  console.log(
    `While ${inputs} inputs are rendered: ${countsOf(trace.working)}`,
  );
  console.log(`Of these forbidden: ${countsOf(violations)}`);
  for (const { line } of violations.slice(0, MOST_LINES)) {
    console.log(`  ${line}`);
  }
  for (const line of unexpected) console.log(`  ${line}`);
  if (violations.length + unexpected.length > 0) process.exitCode = 1;
}
