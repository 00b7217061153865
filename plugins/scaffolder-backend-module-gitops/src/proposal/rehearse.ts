import { writeFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { findOpen } from './ensurePullRequest';
import { FileChange } from './FileChange';
import { GitOpsBase, GitOpsRepository } from './gitOpsBase';
import type { Proposal, ProposedChange } from './proposeChange';

/** The file of a dry run's workspace that holds what would be proposed. */
export const CHANGES_FILE = 'gitops-changes.json';

/**
 * What {@link proposeChange} would do, without writing to the forge: the
 * change goes to {@link CHANGES_FILE} of the workspace, its files in the form that
 * `POST /plans` of the gitops plugin takes.
 */
export async function rehearseChange(
  repository: GitOpsRepository,
  base: GitOpsBase,
  change: ProposedChange,
  workspacePath: string,
): Promise<Proposal> {
  const { effects } = change;
  const files = await Promise.all(
    change.files.map(async file => ({
      path: file.path,
      content: await contentOf(repository, file),
    })),
  );
  await writeFile(
    resolveSafeChildPath(workspacePath, CHANGES_FILE),
    `${JSON.stringify({ files, effects }, undefined, 2)}\n`,
  );
  const open = await findOpen(repository, change.branch);
  return {
    ...(open ?? { url: `${repository.location.url}/pulls` }),
    commit: base.commit,
    created: false,
    merged: false,
  };
}

async function contentOf(
  repository: GitOpsRepository,
  change: FileChange,
): Promise<string | null> {
  if ('content' in change) {
    return change.content;
  }
  if ('removed' in change) {
    return null;
  }
  const { client, location } = repository;
  const { data } = await client.rest.git.getBlob({
    owner: location.owner,
    repo: location.repo,
    file_sha: change.blob,
  });
  return Buffer.from(data.content, 'base64').toString('utf8');
}
