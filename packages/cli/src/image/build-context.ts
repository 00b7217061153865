import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import dockerignore from '@balena/dockerignore';

/** The module is the function that its types call the default export. */
const createIgnore = dockerignore as unknown as typeof dockerignore.default;

/** The files that a build may see. */
export interface BuildContext {
  root: string;
  /** Whether a path below the root belongs to it. */
  has(path: string): boolean;
}

/** Reads which files of a directory belong to a build, as the ignore file beside its Dockerfile says. */
export async function readBuildContext(
  root: string,
  dockerfile: string,
): Promise<BuildContext> {
  const rules = await readFile(`${dockerfile}.dockerignore`, 'utf8');
  const ignore = createIgnore().add(rules.split('\n'));
  return {
    root,
    has: path => {
      const inside = relative(root, path);
      return inside === '' || !ignore.ignores(inside);
    },
  };
}
