import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { answers } from '../stack/probe.ts';
import type { BuiltImage } from './build.ts';

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 250;
const LOOK_TIMEOUT_MS = 5_000;
/** What Kubernetes gives a container to end. */
const STOPS_WITHIN_MS = 30_000;

/** What a start adds to what the image says. */
export interface StartOptions {
  env: Readonly<Record<string, string>>;
  /** Arguments after the image's command. */
  args: readonly string[];
  log: string;
}

/** An image that runs. */
export interface RunningImage {
  /** How long it took until it was ready. */
  readyAfterMs: number;
  /** Ends it as an orchestrator does; how long that took. */
  stop(): Promise<number>;
}

/** Gives an image this machine's Node, which may lie where the image's user cannot look. */
export async function withNode(image: BuiltImage): Promise<BuiltImage> {
  const programs = join(image.root, 'bin');
  await mkdir(programs, { recursive: true });
  await copyFile(process.execPath, join(programs, 'node'));
  const path = `${programs}${delimiter}${image.env.PATH}`;
  return { ...image, env: { ...image.env, PATH: path } };
}

/** Runs the health check of an image. */
export async function isHealthy(
  image: BuiltImage,
  env: StartOptions['env'],
): Promise<boolean> {
  const [code] = await once(
    run(image, image.healthCheck, env, 'ignore'),
    'exit',
  );
  return code === 0;
}

/** Starts an image as its own user with its own variables, and waits until it is ready. */
export async function startImage(
  image: BuiltImage,
  { env, args, log }: StartOptions,
): Promise<RunningImage> {
  // The one place that a container can write to.
  const temporary = join(image.root, 'tmp');
  await mkdir(temporary, { recursive: true });
  await chmod(temporary, 0o1777);
  const startedAt = Date.now();
  const output = openSync(log, 'a', 0o600);
  const child = run(image, [...image.command, ...args], env, output);
  closeSync(output);
  const ended = once(child, 'exit');
  const stop = async () => {
    const askedAt = Date.now();
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    const [code, signal] = await ended;
    clearTimeout(killing);
    if (signal === 'SIGKILL') {
      throw new Problem(`The portal does not end when asked to; see ${log}`);
    }
    if (code !== 0) throw new Problem(`The portal ends with status ${code}`);
    return Date.now() - askedAt;
  };
  while (!(await isReady(env))) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || Date.now() - startedAt > READY_WITHIN_MS) {
      child.kill('SIGKILL');
      throw new Problem(
        `The portal ${isOver ? 'ended' : 'did not become ready'}; see ${log}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return { readyAfterMs: Date.now() - startedAt, stop };
}

/** The same as the health check, by a process that runs already. */
async function isReady({ PORT }: StartOptions['env']): Promise<boolean> {
  const url = `http://127.0.0.1:${PORT}/.backstage/health/v1/readiness`;
  try {
    return await answers(url, AbortSignal.timeout(LOOK_TIMEOUT_MS));
  } catch {
    return false;
  }
}

function run(
  image: BuiltImage,
  [command = '', ...args]: readonly string[],
  env: StartOptions['env'],
  output: number | 'ignore',
) {
  const [uid, gid] = image.user.split(':').map(Number);
  return spawn(command, args, {
    cwd: join(image.root, image.workingDirectory),
    // Nothing of this machine's own variables.
    env: {
      ...image.env,
      HOME: join(image.root, 'nowhere'),
      TMPDIR: join(image.root, 'tmp'),
      ...env,
    },
    stdio: ['ignore', output, output],
    ...(process.getuid?.() === 0 && { uid, gid }),
  });
}
