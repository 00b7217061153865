import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { parse, parseAllDocuments, stringify } from 'yaml';
import type { RenderedFile } from '../../src/index.ts';
import {
  ApiServer,
  apiServerAddress,
  type KubernetesObject,
} from '../support/apiServer.ts';
import { type CheckTools, checkTools } from '../support/checkTools.ts';
import type { Created } from '../support/form.ts';
import {
  type Combination,
  combinations,
  create,
  distinct,
} from '../support/matrix.ts';
import { renderGitOps, writeFiles } from '../support/render.ts';
import { fileAt } from '../support/structure.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { execute, tool } from '../support/tools.ts';
import { gitOpsValues } from '../support/values.ts';

const address = apiServerAddress();
const created: { of: Combination; files: Created }[] = [];
let tools: CheckTools;

/** A GitOps repository that has every combination at once. */
async function everything(): Promise<RenderedFile[]> {
  const files = await renderGitOps(gitOpsValues);
  const environments = parse(fileAt(files, 'environments.yaml').content) as {
    environments: { name: string }[];
  };
  const [first] = environments.environments;
  environments.environments.splice(1, 0, {
    ...first,
    name: 'staging',
  });
  fileAt(files, 'environments.yaml').content = stringify(environments);
  return [...files, ...created.flatMap(({ files: { gitops } }) => gitops)];
}

before(async () => {
  tools = await checkTools();
  for (const of of combinations) {
    created.push({ of, files: await create(of) });
  }
});

test('every combination renders, passes the policies, and the API server takes it', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, await everything());
  const overlays = created.flatMap(({ of: { name, answers } }) =>
    answers.environments.map(
      environment => `apps/${name}/overlays/${environment}`,
    ),
  );
  const kustomize = dirname(await tool('kustomize'));
  const run = (program: string, args: readonly string[]) =>
    execute(join(directory, program), args, {
      cwd: directory,
      env: { PATH: `${tools.bin}:${kustomize}:${process.env.PATH}` },
    });

  await t.test('the policies refuse nothing', async () => {
    const report = (await run('bin/check', [])).trimEnd().split('\n');
    const verdict = report.pop() ?? '';
    assert.match(verdict, /^passed: .*; 0 refused, \d+ warnings$/);
    assert.ok(verdict.startsWith(`passed: ${overlays.length} overlays, `));
    // Nothing is built yet when a template is filled in.
    for (const line of report) {
      assert.match(line, /^warning {2}image-unreleased {2}(Deployment|Job) /);
    }
  });

  const objects = parseAllDocuments(await run('bin/render', overlays))
    .map(document => document.toJS() as KubernetesObject | null)
    .filter(object => object !== null);

  await t.test(
    'the API server takes every object',
    { skip: address ? false : 'needs an API server: ./slipway test templates' },
    async t1 => {
      assert.ok(address);
      const server = await ApiServer.open(address);
      t1.after(() => server.close());
      await server.dryRun(objects);
      await assert.rejects(
        server.dryRun([
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'none', namespace: 'default' },
            spec: { replica: 1 },
          } as KubernetesObject,
        ]),
        /replica/,
      );
    },
  );

  const files = created.flatMap(({ files: { service, gitops } }) => [
    ...service,
    ...gitops,
  ]);
  const summary = `${combinations.length} combinations: ${files.length} files, and ${objects.length} objects of ${overlays.length} overlays`;
  t.diagnostic(summary);
  if (process.env.TEST_MATRIX_SUMMARY) {
    await writeFile(process.env.TEST_MATRIX_SUMMARY, `${summary}\n`);
  }
});

/** Writes each different set of files of a kind into a directory of its own. */
async function written(
  directory: string,
  isWanted: (path: string) => boolean,
): Promise<string[]> {
  const sets = distinct(
    created.map(({ of, files }) => ({
      of,
      files: files.service.filter(({ path }) => isWanted(path)),
    })),
  );
  const paths: string[] = [];
  for (const { of, files } of sets) {
    assert.notEqual(files.length, 0, of.name);
    const named = files.map(file => ({
      ...file,
      path: `${of.name}/${file.path}`,
    }));
    await writeFiles(directory, named);
    paths.push(...named.map(({ path }) => path));
  }
  return paths;
}

test('every workflow passes actionlint', async t => {
  const directory = await temporaryDirectory(t);
  const paths = await written(directory, path =>
    path.startsWith('.github/workflows/'),
  );
  // Shell inside of workflows is for shellcheck, which not every machine has.
  await execute(
    tools.actionlint,
    ['-no-color', '-shellcheck=', '-pyflakes=', ...paths],
    { cwd: directory },
  );
});

test("every Dockerfile passes BuildKit's own linter", async t => {
  const directory = await temporaryDirectory(t);
  const paths = await written(directory, path => path.endsWith('Dockerfile'));
  await execute(tools.dockerfileLint, paths, { cwd: directory });

  const wrong = { path: 'Dockerfile', content: 'from scratch as A\n' };
  await writeFiles(directory, [{ ...wrong, executable: false }]);
  await assert.rejects(
    execute(tools.dockerfileLint, ['Dockerfile'], { cwd: directory }),
    /StageNameCasing/,
  );
});
