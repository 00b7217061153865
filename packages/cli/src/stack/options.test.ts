import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { test } from 'node:test';
import { upArguments, upOptions, upOptionSpecs } from './options.ts';

test('what up was asked reaches the supervisor unchanged', () => {
  const options = upOptions({
    postgres: true,
    'no-clusters': true,
    kubeconfig: '/tmp/a b',
    cluster: ['yc=kind-yc', 'vk=admin@vk=1'],
  });
  const { values } = parseArgs({
    args: upArguments(options),
    options: Object.fromEntries(
      Object.entries(upOptionSpecs).map(([name, { type, multiple }]) => [
        name,
        { type, multiple: multiple ?? false },
      ]),
    ),
  });
  assert.deepEqual(upOptions(values), options);
});

test('a malformed cluster is refused with an example', () => {
  assert.throws(
    () => upOptions({ kubeconfig: 'f', cluster: ['yc'] }),
    /--cluster takes NAME=CONTEXT.*not 'yc'/,
  );
  assert.throws(
    () => upOptions({ cluster: ['yc=a'] }),
    /--cluster needs --kubeconfig/,
  );
});
