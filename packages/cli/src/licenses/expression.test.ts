import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowed } from './expression.ts';

const allowed = new Set(['MIT', 'Apache-2.0']);

test('an expression is allowed when allowed licences can satisfy it', () => {
  for (const expression of [
    'MIT',
    '(MIT OR GPL-3.0)',
    'GPL-3.0 or MIT',
    'MIT AND Apache-2.0',
    '(GPL-3.0 AND MIT) OR (MIT AND Apache-2.0)',
  ]) {
    assert.equal(isAllowed(expression, allowed), true, expression);
  }
});

test('an expression that needs another licence, or is none, is not allowed', () => {
  for (const expression of [
    'GPL-3.0',
    'MIT AND GPL-3.0',
    'none named',
    '',
    'MIT GPL-3.0',
    'SEE LICENSE IN README',
  ]) {
    assert.equal(isAllowed(expression, allowed), false, expression);
  }
});
