import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExitCode, Problem } from '../problem.ts';
import { generalHelp, verbHelp } from './help.ts';
import { parseCommandLine } from './parse.ts';
import { verbs } from './verbs.ts';

const refused = (argv: string[], message: RegExp) =>
  assert.throws(
    () => parseCommandLine(argv, verbs),
    (error: unknown) =>
      error instanceof Problem &&
      error.exitCode === ExitCode.usage &&
      message.test(error.message),
  );

test('no arguments, --help and help are the general help; help of a verb is its own', () => {
  for (const argv of [[], ['--help'], ['-h'], ['help']]) {
    assert.deepEqual(parseCommandLine(argv, verbs), { kind: 'help' });
  }
  for (const argv of [
    ['help', 'up'],
    ['up', '--help'],
    ['up', '--detach', '-h'],
  ]) {
    const parsed = parseCommandLine(argv, verbs);
    assert.equal(parsed.kind === 'help' && parsed.verb?.name, 'up');
  }
});

test('options and operands reach the verb', () => {
  const parsed = parseCommandLine(['logs', 'yc/etcd', '-f', '-n', '9'], verbs);
  assert.ok(parsed.kind === 'run');
  assert.deepEqual({ ...parsed.options }, { follow: true, lines: '9' });
  assert.deepEqual(parsed.operands, ['yc/etcd']);
});

test('what is not known is refused, and what is known is named', () => {
  refused(['upp'], /no command 'upp'; the commands are login, .*up, .*doctor/);
  refused(['help', 'upp'], /no command 'upp'/);
  refused(['up', '--detatch'], /--detatch.*\.\/slipway up --help/);
  refused(['up', '--kubeconfig'], /kubeconfig/);
  refused(['down', 'forge'], /down does not take 'forge'/);
});

test('the help names every command that people use, and every option', () => {
  const help = generalHelp(verbs);
  for (const verb of verbs) {
    assert.equal(help.includes(`\n  ${verb.name}`), !verb.hidden, verb.name);
    for (const option of Object.keys(verb.options ?? {})) {
      assert.ok(verbHelp(verb).includes(`--${option}`));
    }
  }
});
