import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { verbs } from '../cli/verbs.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const visible = verbs.filter(({ hidden }) => !hidden);

/** What bash offers at the end of a command line. */
async function offered(...words: string[]): Promise<string[]> {
  const script = `${bashCompletion(visible)}
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_slipway
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)('bash', [
    ...['-u', '-c', script, 'bash', './slipway'],
    ...words,
  ]);
  return stdout.split('\n').filter(Boolean);
}

test('bash offers commands, their options, and the values that there are', async () => {
  assert.deepEqual(await offered('pro'), ['promote', 'promotions']);
  assert.deepEqual(await offered('help', 'roll'), ['rollback']);
  assert.deepEqual(await offered('promote', 'shop', '--t'), [
    '--to',
    '--timeout',
  ]);
  assert.deepEqual(await offered('wait', 'shop', '--state', 'd'), [
    'degraded',
    'drifted',
  ]);
  assert.deepEqual(await offered('promotions', '--state', 'c'), [
    'committed',
    'cancelled',
  ]);
  assert.deepEqual(await offered('take-out', 'cart', '--t'), ['--train']);
  assert.deepEqual(await offered('completion', 'z'), ['zsh']);
  // Files are the shell's to offer.
  assert.deepEqual(await offered('create', '--values', ''), []);
  assert.ok(!(await offered('')).includes('supervise'));
});

test('no text of the help ends what quotes it', () => {
  const verb = {
    name: 'odd',
    summary: "It's: a [test] \\",
    options: {
      one: { type: 'string', short: 'o', help: "it's [odd] \\" },
      two: { type: 'boolean', multiple: true, help: 'twice' },
    },
    run: async () => 0,
  } as const;
  const zsh = zshCompletion([verb]);
  assert.ok(zsh.includes(String.raw`'odd:It'\''s\: a [test] \'`));
  assert.ok(
    zsh.includes(String.raw`'--one=[it'\''s \[odd\] \\]:value:_files'`),
  );
  assert.ok(zsh.includes(`'*--two[twice]'`));
  const fish = fishCompletion([verb]);
  assert.ok(fish.includes(String.raw`-l one -s o -r -d 'it\'s [odd] \\'`));
});

test('every shell knows every command that people use', () => {
  for (const text of [zshCompletion(visible), fishCompletion(visible)]) {
    for (const { name } of visible)
      assert.match(text, new RegExp(`\\b${name}\\b`));
  }
});
