import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import { test } from 'node:test';
import { tableOf } from './support/documentation.ts';
import type { TemplateName } from './support/form.ts';
import { combinations, create } from './support/matrix.ts';
import { renderGitOps } from './support/render.ts';
import { gitOpsValues } from './support/values.ts';

/** Every path that some combination has. */
async function paths(template: TemplateName, of: 'service' | 'gitops') {
  const own = combinations.filter(one => one.template === template);
  const created = await Promise.all(own.map(one => create(one, 'shop')));
  return created.flatMap(files =>
    files[of].map(({ path }) => path.replace(/^apps\/shop\//, '')),
  );
}

const sections: Record<string, () => Promise<string[]>> = {
  'The repository of app-base-go-react': () =>
    paths('app-base-go-react', 'service'),
  'The manifests of app-base-go-react': () =>
    paths('app-base-go-react', 'gitops'),
  'The repository of app-base-ts': () => paths('app-base-ts', 'service'),
  'The manifests of app-base-ts': () => paths('app-base-ts', 'gitops'),
  'The GitOps repository': async () =>
    (await renderGitOps(gitOpsValues)).map(({ path }) => path),
};

for (const [section, created] of Object.entries(sections)) {
  test(`${section}: the documentation says of each file why it is there`, async () => {
    const patterns = (await tableOf(section)).flatMap(([files = '']) =>
      [...files.matchAll(/`([^`]+)`/g)].map(([, pattern = '']) => pattern),
    );
    const files = [...new Set(await created())];
    assert.deepEqual(
      files.filter(file => !patterns.some(one => matchesGlob(file, one))),
      [],
      'files without a row',
    );
    assert.deepEqual(
      patterns.filter(one => !files.some(file => matchesGlob(file, one))),
      [],
      'rows without a file',
    );
  });
}
