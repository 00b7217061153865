import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterParts } from './cluster-parts.ts';
import { clusterPorts } from './cluster-ports.ts';
import { createClusterSecrets } from './cluster-secrets.ts';
import { toolNames, type ToolName, type Tools } from './tools/tools.ts';

const binaries = toolNames.map(name => [name, `/tools/bin/${name}`] as const);
const tools: Tools = {
  binaries: Object.fromEntries(binaries) as Record<ToolName, string>,
  assets: '/tools/assets',
  crds: '/tools/crds',
};
const secrets = createClusterSecrets();
const cluster = { name: 'yc', basePort: 7100, dir: '/state/yc', secrets };
const parts = clusterParts(cluster, tools);

test('every part waits only for parts that come before it', () => {
  const seen = new Set<string>();
  for (const { name, after = [] } of parts) {
    assert.ok(name.startsWith('yc/'));
    for (const other of after) {
      assert.ok(seen.has(other), `${name} waits for ${other}`);
    }
    seen.add(name);
  }
  assert.equal(seen.size, parts.length);
});

test('every port of the cluster belongs to exactly one part', () => {
  const claimed = parts.flatMap(({ ports = [] }) => ports);
  const all: number[] = Object.values(clusterPorts(cluster.basePort));
  assert.deepEqual(
    claimed.toSorted((a, b) => a - b),
    all.toSorted((a, b) => a - b),
  );
});

test('nothing is told to listen beyond loopback, and no secret is in the arguments', () => {
  for (const { name, args } of parts) {
    const line = args.join(' ');
    assert.doesNotMatch(line, /0\.0\.0\.0|\[::\]/, name);
    for (const secret of Object.values(secrets)) {
      assert.ok(!line.includes(String(secret)), name);
    }
  }
});
