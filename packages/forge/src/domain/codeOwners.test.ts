import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerPattern } from './codeOwners.ts';

test('CODEOWNERS patterns match as gitignore patterns do', () => {
  const cases: [pattern: string, path: string, matches: boolean][] = [
    ['*', 'a/b/c.txt', true],
    ['*.go', 'backend/main.go', true],
    ['*.go', 'main.goo', false],
    ['/apps/', 'apps/shop/base/x.yaml', true],
    ['/apps/', 'other/apps/x', false],
    ['apps/', 'other/apps/x', true],
    ['/clusters/**', 'clusters/yc/root.yaml', true],
    ['docs/*', 'docs/a.md', true],
    ['docs/*', 'docs/deep/a.md', false],
    [
      '/apps/**/release/',
      'apps/shop/overlays/dev/release/kustomization.yaml',
      true,
    ],
    ['/environments.yaml', 'environments.yaml', true],
    ['/environments.yaml', 'x/environments.yaml', false],
  ];
  for (const [pattern, path, matches] of cases) {
    assert.equal(
      ownerPattern(pattern).test(path),
      matches,
      `${pattern} on ${path}`,
    );
  }
});
