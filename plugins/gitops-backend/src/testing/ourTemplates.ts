import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

const TEMPLATES = resolvePackagePath(
  '@slipway/plugin-gitops-backend',
  '../../templates',
);

/** One of our templates, as the catalog has it. */
export async function ourTemplate(file: string): Promise<Entity> {
  const path = join(TEMPLATES, file);
  const template: Entity = parse(await readFile(path, 'utf8'));
  return {
    ...template,
    metadata: {
      ...template.metadata,
      namespace: 'default',
      annotations: { 'backstage.io/managed-by-location': `file:${path}` },
    },
  };
}

/** The files of a directory of our GitOps repository, as the template has them. */
export async function gitOpsFiles(
  directory: string,
): Promise<Record<string, string>> {
  const root = join(TEMPLATES, 'infra-gitops/skeleton');
  const entries = await readdir(join(root, directory), {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.map(async path => [
        relative(root, path),
        await readFile(path, 'utf8'),
      ]),
    ),
  );
}
