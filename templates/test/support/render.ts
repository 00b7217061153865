import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type RenderedFile,
  renderTemplate,
  type TemplateValues,
} from '../../src/index.ts';
import { roots } from './paths.ts';

/** GitHub's own expressions look like ours, so the steps copy workflows as they are. */
const verbatim = (path: string) => path.startsWith('.github/workflows/');

/** A new service's repository. */
export function renderService(values: TemplateValues): Promise<RenderedFile[]> {
  return renderTemplate(roots.service, values, {
    copyWithoutTemplating: verbatim,
  });
}

/** What a new service adds to the GitOps repository, at the paths that it has there. */
export async function renderManifests(
  values: TemplateValues & { name: string; environments: readonly string[] },
): Promise<RenderedFile[]> {
  const files = at(
    `apps/${values.name}`,
    await renderTemplate(roots.manifests, values),
  );
  for (const option of ['postgresql', 'redis'].filter(name => values[name])) {
    files.push(
      ...at(
        `apps/${values.name}`,
        await renderTemplate(
          join(roots.manifestOptions, option, 'component'),
          values,
        ),
      ),
    );
  }
  for (const environment of values.environments) {
    files.push(
      ...at(
        `apps/${values.name}/overlays/${environment}`,
        await renderTemplate(roots.overlay, { ...values, environment }),
      ),
    );
  }
  return files;
}

/** A new GitOps repository. */
export function renderGitOps(values: TemplateValues): Promise<RenderedFile[]> {
  return renderTemplate(roots.gitOps, values, {
    copyWithoutTemplating: verbatim,
  });
}

/** Writes files below a directory, which need not exist. */
export async function writeFiles(
  directory: string,
  files: readonly RenderedFile[],
): Promise<void> {
  for (const file of files) {
    const target = join(directory, file.path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.content);
    await chmod(target, file.executable ? 0o755 : 0o644);
  }
}

function at(directory: string, files: readonly RenderedFile[]) {
  return files.map(file => ({ ...file, path: `${directory}/${file.path}` }));
}
