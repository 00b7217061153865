import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

const run = promisify(execFile);

/** The objects of one overlay of `files`, which are written below `folder`. */
export async function renderOverlay(
  kustomize: string,
  folder: string,
  files: Record<string, string>,
  overlay: string,
): Promise<KubernetesObject[]> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const { stdout } = await run(kustomize, ['build', overlay], {
    cwd: folder,
    maxBuffer: 16 * 1024 * 1024,
  });
  return parseAllDocuments(stdout).map(
    document => document.toJS() as KubernetesObject,
  );
}

/**
 * Asks the API server to take the objects without keeping them, and to refuse
 * fields that it does not know. Only namespaces are made, for objects need theirs.
 */
export async function dryRun(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  for (const namespace of namespaces) {
    await client.apply(namespace);
  }
  for (const object of objects) {
    const path = await client.pathOf(object);
    await client.request(
      'PATCH',
      `${path}?fieldManager=dry-run&force=true&dryRun=All&fieldValidation=Strict`,
      object,
      'application/apply-patch+yaml',
    );
  }
}
