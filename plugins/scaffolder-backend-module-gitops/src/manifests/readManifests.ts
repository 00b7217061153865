import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { assertManifestPath } from './manifestPath';

const MAX_FILES = 500;
const MAX_FILE_BYTES = 256 * 1024;
const MAX_TOTAL_BYTES = 4 * 1024 * 1024;

/** One text file, as it will lie in the GitOps repository. */
export interface Manifest {
  /** Path from the root of the repository, with forward slashes. */
  path: string;
  content: string;
}

/**
 * Reads the rendered manifests of a task's workspace: plain UTF-8 files only,
 * inside the directory, within limits, in a stable order.
 *
 * @throws InputError when the directory is absent, empty, or holds anything
 * that must not reach the repository.
 */
export async function readManifests(
  workspacePath: string,
  sourcePath: string,
): Promise<Manifest[]> {
  const root = resolveSafeChildPath(workspacePath, sourcePath);
  const manifests: Manifest[] = [];
  let totalBytes = 0;
  for (const path of await listFiles(root)) {
    const bytes = await fs.readFile(join(root, path));
    totalBytes += bytes.length;
    if (bytes.length > MAX_FILE_BYTES || totalBytes > MAX_TOTAL_BYTES) {
      throw new InputError(
        `The rendered manifests are too large at ${path}: at most ${MAX_FILE_BYTES} bytes a file and ${MAX_TOTAL_BYTES} in all`,
      );
    }
    manifests.push({ path, content: decodeText(path, bytes) });
  }
  if (manifests.length === 0) {
    throw new InputError(
      `The template rendered no manifests into ${sourcePath}; check the step that fetches them`,
    );
  }
  return manifests;
}

async function listFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  const pending = [''];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    for (const entry of await readDirectory(root, dir)) {
      const path = assertManifestPath(
        dir ? `${dir}/${entry.name}` : entry.name,
      );
      if (entry.isDirectory()) {
        pending.push(path);
      } else if (entry.isFile()) {
        files.push(path);
      } else {
        throw new InputError(
          `The template may not write ${JSON.stringify(path)}: only plain files are allowed, no links`,
        );
      }
      if (files.length > MAX_FILES) {
        throw new InputError(
          `The template rendered more than ${MAX_FILES} manifests; a component needs far fewer`,
        );
      }
    }
  }
  return files.sort();
}

async function readDirectory(root: string, dir: string) {
  try {
    return await fs.readdir(join(root, dir), { withFileTypes: true });
  } catch (error) {
    throw new InputError(
      `The rendered manifests cannot be read: ${dir || 'the source directory'} is no directory of the workspace`,
      error,
    );
  }
}

function decodeText(path: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    // Falls through to the same complaint: not text.
  }
  throw new InputError(
    `The template may not write ${JSON.stringify(path)}: it is not UTF-8 text`,
  );
}
