import { execFile } from 'node:child_process';
import { glob, lstat, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Program, Reply } from './program.ts';

const run = promisify(execFile);
const MOST_BYTES = 2 ** 20;
const OUTPUT_BYTES = 2 ** 27;

/** How a folder's kustomizations and charts compare. */
export interface Counts {
  same: number;
  refused: number;
  /** One line for each that is not the same. */
  different: string[];
}

const reason = ({ ok, error }: Reply) =>
  ok ? 'another text' : `${error?.reason}, ${error?.message}`;

/** Renders everything in a folder with the programs and with the renderer. */
export async function compareFolder(
  folder: string,
  programs: string,
  program: Program,
): Promise<Counts> {
  const counts: Counts = { same: 0, refused: 0, different: [] };
  const { files, irregular } = await readTree(folder);
  for (const [path, words, request] of targets(Object.keys(files))) {
    const [name, ...rest] = words;
    const expected = await run(join(programs, name), rest, {
      cwd: folder,
      maxBuffer: OUTPUT_BYTES,
      // Neither git nor anything else can be found, so that nothing is fetched.
      env: { PATH: '/nonexistent', HOME: '/nonexistent' },
    }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
    const reply = program({ ...request, irregular }, files);
    if (!reply.ok && expected === undefined) counts.refused++;
    else if (reply.ok && reply.yaml === expected) counts.same++;
    else counts.different.push(`${path}: ${reason(reply)}`);
  }
  return counts;
}

/** What there is to render: its path, the command that does, and the request that shall do the same. */
function* targets(
  paths: readonly string[],
): Generator<[path: string, words: string[], request: object]> {
  for (const path of paths) {
    const folder = dirname(path);
    if (/^kustomization(\.ya?ml)?$/i.test(basename(path))) {
      yield [
        path,
        ['kustomize', 'build', folder],
        { op: 'kustomize', path: folder },
      ];
    } else if (basename(path) === 'Chart.yaml') {
      yield [
        path,
        ['helm', 'template', 'release', `./${folder}`, '--namespace', 'space'],
        { op: 'helm', chart: folder, release: 'release', namespace: 'space' },
      ];
    }
  }
}

async function readTree(folder: string) {
  const files: Record<string, string> = {};
  const irregular: string[] = [];
  for await (const path of glob('**/*', {
    cwd: folder,
    exclude: name => name === '.git',
  })) {
    const status = await lstat(join(folder, path));
    if (status.isSymbolicLink()) irregular.push(path);
    else if (status.isFile() && status.size <= MOST_BYTES)
      files[path] = await readFile(join(folder, path), 'utf8');
  }
  return { files, irregular };
}
