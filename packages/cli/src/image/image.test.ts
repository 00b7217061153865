import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { buildImage } from './build.ts';
import { readBuildContext } from './build-context.ts';
import { commandOf, readStages } from './dockerfile.ts';
import { placeOf } from './stage-folder.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const OWN = join(ROOT, 'packages/backend/Dockerfile');

/** Builds a Dockerfile whose context has a few files. */
async function built(t: TestContext, dockerfile: string, ignored = '') {
  const directory = await mkdtemp(join(tmpdir(), 'image-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const root = join(directory, 'context');
  await mkdir(join(root, 'lib/node_modules'), { recursive: true });
  await mkdir(join(directory, 'go'));
  await Promise.all([
    writeFile(join(directory, 'go/compiler'), 'the machine’s'),
    writeFile(join(root, 'lib/node_modules/a'), 'installed'),
    writeFile(join(root, 'lib/code'), 'source'),
    writeFile(join(root, 'a.yaml'), 'a'),
    writeFile(join(root, 'b.yaml'), 'b'),
    writeFile(join(root, 'secret'), 's3cret'),
    writeFile(join(root, 'Dockerfile.dockerignore'), ignored),
  ]);
  const machine = { '/usr/local/go': join(directory, 'go') };
  return buildImage({
    stages: readStages(dockerfile),
    context: await readBuildContext(root, join(root, 'Dockerfile')),
    machine,
    directory,
    env: { PATH: process.env.PATH ?? '' },
    async run(line, stage) {
      const cwd = placeOf(stage, machine, stage.workingDirectory);
      const child = spawn('sh', ['-euc', line], { cwd, env: stage.env });
      assert.deepEqual(await once(child, 'exit'), [0, null], line);
    },
  });
}

test('stages become directories, and what is told of the last one is how it is started', async t => {
  const image = await built(
    t,
    `FROM golang AS go
FROM base AS build
COPY --from=go /usr/local/go /usr/local/go
ENV COMPILER=/usr/local/go/compiler
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/cache test -e lib/code \\
 && test ! -e lib/node_modules && test ! -e secret && cp "$COMPILER" made
FROM build AS more
RUN echo more >> made
FROM base
WORKDIR /app
COPY --from=more /src/made ./
COPY *.yaml ./config/
ENV WHERE=/app/config:$PATH PORT=1
USER 1:2
EXPOSE 1
HEALTHCHECK --interval=1s CMD ["true"]
CMD ["node", "a b"]`,
    '*\n!lib\n!*.yaml\n**/node_modules',
  );
  const app = join(image.root, 'app');
  assert.equal(
    await readFile(join(app, 'made'), 'utf8'),
    'the machine’smore\n',
  );
  assert.equal(await readFile(join(app, 'config/b.yaml'), 'utf8'), 'b');
  assert.equal(image.env.WHERE, `${app}/config:${process.env.PATH}`);
  assert.equal(image.env.COMPILER, undefined);
  assert.deepEqual(
    [image.user, image.command, image.healthCheck, image.workingDirectory],
    ['1:2', ['node', 'a b'], ['true'], '/app'],
  );
});

test('what is not there, not seen or not understood ends a build', async t => {
  for (const [line, words] of [
    ['COPY secret ./', /secret, which the build does not see/],
    ['COPY *.json ./', /finds nothing/],
    ['COPY --from=other /a ./', /the stage other, which is none/],
    ['VOLUME /data', /Nothing here does what VOLUME says/],
    ['CMD node main', /JSON/],
  ] as const) {
    await assert.rejects(built(t, `FROM base\n${line}`, 'secret'), words);
  }
});

test('our own image is pinned, runs as nobody in particular, and knows no secret', async () => {
  const stages = readStages(await readFile(OWN, 'utf8'));
  const names = stages.map(({ name }) => name);
  const bases = stages
    .map(({ base }) => base)
    .filter(one => !names.includes(one));
  assert.equal(bases.length, 3);
  for (const base of bases)
    assert.match(base, /:[\d.]+-\S+@sha256:[0-9a-f]{64}$/);
  const wrapper = await readFile(join(ROOT, 'slipway'), 'utf8');
  const [, node] = /^NODE_VERSION=(\S+)/m.exec(wrapper) ?? [];
  assert.ok(
    bases.at(-1)?.startsWith(`node:${node}-`),
    `${node} is not ${bases}`,
  );

  const manifest = JSON.parse(
    await readFile(join(ROOT, 'package.json'), 'utf8'),
  ) as { packageManager: string };
  const lines = stages.flatMap(({ steps }) => steps);
  const yarn = manifest.packageManager.replace('yarn@', '@yarnpkg/cli-dist@');
  assert.ok(
    lines.some(({ words }) => words.includes(yarn)),
    `${yarn} is not used`,
  );
  assert.ok(!lines.some(({ keyword }) => keyword === 'ARG'));

  const last = stages.at(-1)?.steps ?? [];
  const told = (keyword: string) => last.find(step => step.keyword === keyword);
  assert.match(told('USER')?.text ?? '', /^[1-9]\d*:[1-9]\d*$/);
  const healthCheck = told('HEALTHCHECK');
  assert.ok(
    healthCheck && commandOf(healthCheck).at(-1)?.includes('readiness'),
  );
  assert.doesNotMatch(told('ENV')?.text ?? '', /TOKEN|SECRET|PASSWORD|KEY/);
});
