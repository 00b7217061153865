import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openVerb } from '../verbs/open.ts';
import { PAGE_NAMES, pageOf } from './pages.ts';

test('a name is the page of a component, a number that of a pull request', () => {
  const page = (name?: string) => pageOf('https://p.example', name);
  assert.equal(page(), 'https://p.example/');
  assert.equal(
    page('shop'),
    'https://p.example/catalog/default/component/shop/delivery',
  );
  assert.equal(page('#42'), 'https://p.example/gitops/pull-requests/42');
  assert.equal(page('board'), 'https://p.example/gitops/board');
  for (const wrong of ['../admin', 'Shop', '0', '-1', 'a/b', '%2e%2e', '']) {
    assert.throws(() => page(wrong), /is no component/, wrong);
  }
  assert.deepEqual(openVerb.choices, PAGE_NAMES);
});
