import assert from 'node:assert/strict';
import { test } from 'node:test';
import { records } from './records.ts';
import { Terminal } from './terminal.ts';

test('rows are a table, and lines where the terminal is too narrow for it', () => {
  const terminal = (columns: number, isTTY = true) =>
    new Terminal(
      Object.assign(Object.create(process.stdout), { columns, isTTY }),
    );
  const header = ['WHEN', 'WHERE', 'WHY'];
  const rows = [
    ['1 h', 'prod on yc', ''],
    ['2 h', 'dev', 'a long reason'],
  ];
  const wide = [
    'WHEN  WHERE       WHY',
    '1 h   prod on yc',
    '2 h   dev         a long reason',
  ].join('\n');
  assert.equal(records(header, rows, terminal(31)), wide);
  assert.equal(
    records(header, rows, terminal(30)),
    [
      'WHEN   1 h',
      'WHERE  prod on yc',
      '',
      'WHEN   2 h',
      'WHERE  dev',
      'WHY    a long reason',
    ].join('\n'),
  );
  assert.equal(records(header, rows, terminal(30, false)), wide);
});
