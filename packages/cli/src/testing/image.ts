import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { goBuild } from '@slipway/go-build';
import type { BuiltImage } from '../image/build.ts';
import { buildOnMachine } from '../image/build-on-machine.ts';
import { productionEnv, trialConfig } from '../image/production-env.ts';
import { isHealthy, startImage, withNode } from '../image/start.ts';
import { bytes, duration } from '../output/format.ts';
import { Problem } from '../problem.ts';
import { directorySize } from '../system/disk.ts';
import { unusedPort } from '../system/ports.ts';
import { imageContents, portalPages } from './image-checks.ts';
import { withPostgres } from './postgres.ts';
import { runInSuite, sum } from './suite.ts';
import type { Suite, SuiteContext } from './suite.ts';

const DOCKERFILE = 'packages/backend/Dockerfile';

/** The container image of the portal, built and run without a container engine. */
export const imageSuite: Suite = {
  name: 'image',
  summary: 'the container image, step by step without a container engine',
  onlyByName: true,
  async run(context) {
    const { root } = context.workspace;
    const dockerfile = join(root, DOCKERFILE);
    const directory = await mkdtemp(join(tmpdir(), 'slipway-image-'));
    // The image's own user has to get in.
    await chmod(directory, 0o755);
    try {
      const linted = await lint(context, dockerfile);
      const startedAt = Date.now();
      const image = await buildOnMachine({
        root,
        dockerfile,
        directory,
        execute: (argv, options) => runInSuite(context, argv, options),
      });
      const folder = join(image.root, image.workingDirectory);
      context.say(
        `built in ${duration(Date.now() - startedAt)}, ${bytes(await directorySize(folder))} over the base image`,
      );
      const contents = await imageContents(folder);
      const runnable = await withNode(image);
      const served = await withPostgres(context, database =>
        trial(context, runnable, database),
      );
      return sum([linted, contents, served]);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function lint(context: SuiteContext, dockerfile: string) {
  const bin = await goBuild({
    name: 'dockerfile-lint',
    subject: "BuildKit's linter",
    moduleDirectory: join(context.workspace.root, 'templates/tools'),
    packages: { 'dockerfile-lint': './cmd/dockerfile-lint' },
    cacheDir: join(
      process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
      'slipway',
    ),
  });
  const linter = join(bin, 'dockerfile-lint');
  const passed = (await runInSuite(context, [linter, dockerfile])) === 0;
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

/** Starts it twice, on an empty database and on the one that it then has, and looks at what it serves. */
async function trial(
  context: SuiteContext,
  image: BuiltImage,
  database: string,
) {
  const config = join(image.root, 'trial.yaml');
  const port = await unusedPort();
  const access = { port, database, token: randomBytes(18).toString('hex') };
  await writeFile(config, trialConfig(access));
  const env = await productionEnv(
    join(context.workspace.root, 'app-config.production.yaml'),
    access,
  );
  if (await isHealthy(image, env)) {
    throw new Problem('The health check passes although nothing runs');
  }
  const log = join(context.reports, 'portal.log');
  const start = { env, args: ['--config', config], log };
  const first = await startImage(image, start);
  // Who ends the catalog in the midst of its first work waits for its next turn.
  const pages = await portalPages(env.SLIPWAY_URL ?? '', access.token, () =>
    readFile(log, 'utf8'),
  );
  await first.stop();
  const second = await startImage(image, start);
  try {
    if (!(await isHealthy(image, env))) {
      throw new Problem('The health check fails although it is ready');
    }
    context.say(
      `ready after ${duration(first.readyAfterMs)} on an empty database, after ${duration(second.readyAfterMs)} on the next start`,
    );
    return pages;
  } finally {
    context.say(`ended ${duration(await second.stop())} after it was asked to`);
  }
}
