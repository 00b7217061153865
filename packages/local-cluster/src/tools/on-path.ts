import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { catalogue } from './catalogue.ts';
import type { ToolName } from './tools.ts';

const run = promisify(execFile);

/** Path of a binary on PATH that says it is `version` of `tool`, if there is one. */
export async function findOnPath(
  tool: ToolName,
  version: string | undefined,
): Promise<string | undefined> {
  const { versionArguments } = catalogue[tool];
  if (!versionArguments || !version) {
    return undefined;
  }
  const exact = new RegExp(`(^|[^\\d.])v?${escapeDots(version)}($|[^\\d.])`);
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, tool);
    if (isAbsolute(folder) && (await isExecutable(path))) {
      const said = await run(path, versionArguments, { timeout: 5_000 }).then(
        ({ stdout }) => stdout,
        () => '',
      );
      if (exact.test(said)) {
        return path;
      }
    }
  }
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function escapeDots(version: string): string {
  return version.replaceAll('.', '\\.');
}
