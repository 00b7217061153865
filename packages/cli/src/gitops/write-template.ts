import { mkdir, readdir } from 'node:fs/promises';
import { Problem } from '../problem.ts';
import { renderGitOpsRepository, writeFiles } from './render.ts';
import type { GitOpsTemplateValues } from './render.ts';

/**
 * Writes what `init` would commit into an empty directory, which is made if need be.
 *
 * @returns how many files were written
 * @throws Problem when the directory has something in it, which is then left as it is
 */
export async function writeTemplate(
  workspaceRoot: string,
  directory: string,
  values: GitOpsTemplateValues,
): Promise<number> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) {
    throw new Problem(
      `${directory} is not empty; choose another directory with --output`,
    );
  }
  const files = await renderGitOpsRepository(workspaceRoot, values);
  await writeFiles(directory, files);
  return files.length;
}
