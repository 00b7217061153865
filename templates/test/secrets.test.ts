import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse, stringify } from 'yaml';
import { checkTools } from './support/checkTools.ts';
import { renderGitOps, writeFiles } from './support/render.ts';
import { fileAt } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { gitOpsValues } from './support/values.ts';

const path = 'secrets/yc/registry.enc.yaml';
const password = 'correct horse battery staple';
const secret = stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'registry', namespace: 'argocd' },
  stringData: { password },
});

/** An age key, in a file outside of the repository. */
interface Key {
  file: string;
  recipient: string;
}

/** A GitOps repository whose cluster yc and platform team have keys, and somebody else one too. */
async function repository(context: TestContext) {
  const directory = await temporaryDirectory(context);
  const keys = await temporaryDirectory(context);
  const { bin, sops, ageKeygen } = await checkTools();
  const newKey = async (name: string): Promise<Key> => {
    const file = join(keys, `${name}.key`);
    await execute(ageKeygen, ['-o', file], { cwd: keys });
    const recipient = await execute(ageKeygen, ['-y', file], { cwd: keys });
    return { file, recipient: recipient.trim() };
  };
  const [cluster, team, stranger] = await Promise.all(
    ['cluster', 'team', 'stranger'].map(newKey),
  );
  assert.ok(cluster && team && stranger);

  const files = await renderGitOps(gitOpsValues);
  const rules = fileAt(files, '.sops.yaml');
  const settings = parse(rules.content) as {
    creation_rules: { path_regex: string; age: string }[];
  };
  const [rule] = settings.creation_rules;
  assert.ok(rule?.path_regex.includes('secrets/yc/'));
  rule.age = `${cluster.recipient},${team.recipient}`;
  rules.content = stringify(settings);
  const write = (name: string, content: string) =>
    writeFiles(directory, [{ path: name, content, executable: false }]);
  await writeFiles(directory, files);
  await write(path, secret);

  const kustomize = dirname(await tool('kustomize'));
  return {
    ...{ cluster, team, stranger, directory, write },
    sops: (args: readonly string[], key?: Key) =>
      execute(sops, args, {
        cwd: directory,
        env: {
          SOPS_AGE_KEY_FILE: key?.file ?? join(keys, 'none'),
          HOME: keys,
          XDG_CONFIG_HOME: keys,
        },
      }),
    check: () =>
      execute(join(directory, 'bin/check'), [], {
        cwd: directory,
        env: { PATH: `${bin}:${kustomize}:${process.env.PATH}` },
      }),
  };
}

test('what sops encrypts is read by the cluster and the platform team, and by nobody else', async t => {
  const { cluster, team, stranger, directory, sops, check } =
    await repository(t);
  await assert.rejects(
    check(),
    /refused {2}sops-missing {2}secrets\/yc\/registry\.enc\.yaml/,
  );
  await sops(['encrypt', '--in-place', path]);
  const encrypted = await readFile(join(directory, path), 'utf8');
  assert.ok(!encrypted.includes(password));
  assert.match(encrypted, /password: ENC\[AES256_GCM,/);
  // What Argo CD has to see before it decrypts stays readable.
  assert.match(encrypted, /name: registry/);

  for (const key of [cluster, team]) {
    assert.deepEqual(parse(await sops(['decrypt', path], key)), parse(secret));
  }
  for (const key of [stranger, undefined]) {
    await assert.rejects(
      sops(['decrypt', path], key),
      /Failed to get the data key/,
    );
  }
  assert.match(await check(), /; 0 refused, 0 warnings\n$/);
});

test('an encrypted file that somebody changed does not decrypt', async t => {
  const { cluster, directory, sops, write } = await repository(t);
  await sops(['encrypt', '--in-place', path]);
  const encrypted = await readFile(join(directory, path), 'utf8');
  await write(path, encrypted.replace('name: registry', 'name: another'));
  await assert.rejects(sops(['decrypt', path], cluster), /MAC mismatch/);
});

test('a secret for other recipients than .sops.yaml names is refused', async t => {
  const { stranger, sops, check, directory, write } = await repository(t);
  await sops([
    'encrypt',
    ...['--age', stranger.recipient],
    ...['--config', '/dev/null'],
    '--in-place',
    path,
  ]);
  await assert.rejects(check(), (error: Error) => {
    assert.match(
      error.message,
      new RegExp(
        `refused {2}sops-recipients {2}${path}: ${stranger.recipient} can read it`,
      ),
    );
    assert.match(error.message, /cannot read it, and \.sops\.yaml says so/);
    return true;
  });

  // A cluster whose rule has no recipient yet encrypts nothing.
  await write('secrets/vk/registry.enc.yaml', secret);
  await assert.rejects(
    sops(['encrypt', '--in-place', 'secrets/vk/registry.enc.yaml']),
  );
  const plain = await readFile(
    join(directory, 'secrets/vk/registry.enc.yaml'),
    'utf8',
  );
  assert.equal(plain, secret);
});
