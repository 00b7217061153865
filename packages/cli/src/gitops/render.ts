import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderTemplate } from '@slipway/templates';
import type { RenderedFile } from '@slipway/templates';
import { parse } from 'yaml';
import { z } from 'zod';

/** What an organisation may say of itself; the files show where the rest is to be filled in. */
export interface OrganisationSettings {
  /** DNS domain below which services are reached. */
  domain?: string;
  /** Address that certificate authorities write to. */
  email?: string;
  /** Web address of the Vault that secrets come from. */
  vaultUrl?: string;
}

/** What the template of the GitOps repository is filled with. */
export interface GitOpsTemplateValues extends OrganisationSettings {
  org: string;
  /** Slug of the team that reviews every change. */
  platformTeam: string;
  /** Where Argo CD clones it from. */
  repoUrl: string;
  branch: string;
  /** Whether clusters also sync the platform's own components from here. */
  platform: boolean;
}

/** The files of a new GitOps repository, in the order of their paths. */
export async function renderGitOpsRepository(
  workspaceRoot: string,
  values: GitOpsTemplateValues,
): Promise<RenderedFile[]> {
  return renderTemplate(
    join(workspaceRoot, 'templates/infra-gitops/skeleton'),
    { ...values },
    // Workflows have `${{ }}` of their own.
    { copyWithoutTemplating: path => path.startsWith('.github/workflows/') },
  );
}

/** Writes files below a directory, with their parents. */
export async function writeFiles(
  directory: string,
  files: readonly RenderedFile[],
): Promise<void> {
  for (const { path, content, executable } of files) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: executable ? 0o755 : 0o644 });
  }
}

const workflowSchema = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ name: z.string().optional() })),
});

/** What a pull request must pass: the jobs of the repository's own check, by the names GitHub shows. */
export function requiredChecks(files: readonly RenderedFile[]): string[] {
  const check = files.find(
    ({ path }) => path === '.github/workflows/check.yml',
  );
  if (!check) return [];
  const { jobs } = workflowSchema.parse(parse(check.content));
  return Object.entries(jobs).map(([id, { name }]) => name ?? id);
}
