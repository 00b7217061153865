import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { playedKinds } from './played-kinds.ts';
import { statusStagesYaml } from './status-stages.ts';

test('every played kind has one stage, in valid YAML', () => {
  const references = parseAllDocuments(statusStagesYaml()).map(document => {
    assert.deepEqual(document.errors, []);
    return document.getIn(['spec', 'resourceRef']);
  });
  assert.deepEqual(
    references.map(reference => JSON.parse(JSON.stringify(reference))),
    playedKinds.map(({ group, version, kind }) => ({
      apiGroup: `${group}/${version}`,
      kind,
    })),
  );
});
