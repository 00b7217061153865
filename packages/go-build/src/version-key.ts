import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What programs are made of. */
export interface BuildInputs {
  /** Folder of the Go module, with sources of its own or without. */
  moduleDirectory: string;
  arguments: readonly string[];
  environment: Readonly<Record<string, string>>;
}

/**
 * Names what these inputs build on this platform. Go's own version is left out:
 * finished programs must be found without Go.
 */
export async function versionKey(inputs: BuildInputs): Promise<string> {
  const { moduleDirectory, environment } = inputs;
  const platform = [process.platform, process.arch, inputs.arguments];
  const own = Object.keys(environment).length > 0 ? [environment] : [];
  const hash = createHash('sha256').update(
    JSON.stringify([...platform, ...own]),
  );
  for (const name of ['go.mod', 'go.sum']) {
    hash.update(await readFile(join(moduleDirectory, name)));
  }
  for (const file of await sources(moduleDirectory)) {
    hash.update(`\0${relative(moduleDirectory, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function sources(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile() && /(?<!_test)\.go$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
