import { cp, mkdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { BuildContext } from './build-context.ts';
import { copyInto } from './copy.ts';
import { commandOf, type Stage, type Step } from './dockerfile.ts';
import {
  type Machine,
  placeOf,
  type StageFolder,
  valueOf,
} from './stage-folder.ts';

/** What an image is started with. */
export interface BuiltImage extends StageFolder {
  user: string;
  command: readonly string[];
  healthCheck: readonly string[];
}

/** What a build needs. */
export interface BuildOptions {
  stages: readonly Stage[];
  context: BuildContext;
  machine: Machine;
  /** An empty directory, in which each stage gets one of its own. */
  directory: string;
  /** The variables that the base images would have. */
  env: Readonly<Record<string, string>>;
  /** Runs a line of a shell. */
  run(line: string, stage: StageFolder): Promise<void>;
}

const OPTIONS = { recursive: true, verbatimSymlinks: true };

/** Settings of a stage that are of no use to a build. */
const UNUSED = new Set(['EXPOSE']);

/** Does what a Dockerfile says without a container engine: each stage in a directory of its own. */
export async function buildImage(options: BuildOptions): Promise<BuiltImage> {
  const built = new Map<string, StageFolder>();
  let image: BuiltImage | undefined;
  for (const [index, stage] of options.stages.entries()) {
    image = await begin(options, built.get(stage.base), String(index));
    for (const step of stage.steps) {
      image = await take(options, built, image, step);
    }
    if (stage.name !== undefined) built.set(stage.name, image);
  }
  if (!image) throw new Error('The Dockerfile has no stage');
  return image;
}

async function begin(
  { directory, env }: BuildOptions,
  base: StageFolder | undefined,
  name: string,
): Promise<BuiltImage> {
  const root = join(directory, name);
  await mkdir(root);
  if (base) await cp(base.root, root, OPTIONS);
  return {
    root,
    workingDirectory: base?.workingDirectory ?? '/',
    env: base?.env ?? env,
    user: 'root',
    command: [],
    healthCheck: [],
  };
}

async function take(
  options: BuildOptions,
  built: ReadonlyMap<string, StageFolder>,
  image: BuiltImage,
  step: Step,
): Promise<BuiltImage> {
  const { machine } = options;
  switch (step.keyword) {
    case 'WORKDIR': {
      const workingDirectory = step.text;
      await mkdir(placeOf(image, machine, workingDirectory), {
        recursive: true,
      });
      return { ...image, workingDirectory };
    }
    case 'ENV':
      return {
        ...image,
        env: { ...image.env, ...variables(step, image, machine) },
      };
    case 'COPY':
      await copy(options, built, image, step);
      return image;
    case 'RUN':
      await options.run(step.text, image);
      return image;
    case 'USER':
      return { ...image, user: step.text };
    case 'CMD':
      return { ...image, command: commandOf(step) };
    case 'HEALTHCHECK':
      return { ...image, healthCheck: commandOf(step) };
    default:
      if (UNUSED.has(step.keyword)) return image;
      throw new Error(`Nothing here does what ${step.keyword} says`);
  }
}

/** A variable sees those before it, and not those beside it. */
function variables(
  { words }: Step,
  image: BuiltImage,
  machine: Machine,
): Record<string, string> {
  return Object.fromEntries(
    words.map(word => {
      const [name = '', ...value] = word.split('=');
      return [name, valueOf(image, machine, value.join('='))];
    }),
  );
}

function copy(
  { context, machine }: BuildOptions,
  built: ReadonlyMap<string, StageFolder>,
  image: BuiltImage,
  { flags, words }: Step,
): Promise<void> {
  const from = flags.get('from');
  const source = from === undefined ? undefined : built.get(from);
  if (from !== undefined && !source) {
    throw new Error(`COPY wants something of the stage ${from}, which is none`);
  }
  const destination = words.at(-1) ?? '';
  return copyInto({
    sources: words
      .slice(0, -1)
      .map(word =>
        source ? placeOf(source, machine, word) : join(context.root, word),
      ),
    destination: placeOf(
      image,
      machine,
      isAbsolute(destination)
        ? destination
        : join(image.workingDirectory, destination),
    ),
    intoDirectory: destination.endsWith('/'),
    allows: source ? () => true : context.has,
  });
}
