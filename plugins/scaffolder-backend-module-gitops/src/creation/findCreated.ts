import { ConflictError } from '@backstage/errors';
import {
  componentFile,
  createBranchName,
  parseComponent,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { findMerged } from '../proposal/ensurePullRequest';
import {
  GitOpsBase,
  GitOpsRepository,
  readFileAt,
} from '../proposal/gitOpsBase';

/** A component that the GitOps repository has already. */
export interface CreatedComponent {
  /** The pull request that brought it, or else its directory. */
  url: string;
  number?: number;
}

/**
 * Looks for the component on the branch that clusters follow.
 *
 * @returns undefined while it is not there
 * @throws ConflictError if the name belongs to another team or repository.
 */
export async function findCreated(
  repository: GitOpsRepository,
  base: GitOpsBase,
  wanted: GitOpsComponent,
): Promise<CreatedComponent | undefined> {
  const { location, branch } = repository;
  const path = componentFile(wanted.name);
  const text = await readFileAt(repository, path, base.commit);
  if (text === undefined) {
    return undefined;
  }
  const present = parseComponent(text, path);
  const directory = `${location.url}/tree/${branch}/apps/${wanted.name}`;
  if (
    present.owner !== wanted.owner ||
    present.repository !== wanted.repository
  ) {
    throw new ConflictError(
      `${wanted.name} exists in the GitOps repository as ${present.repository} of ${present.owner} (${directory}); choose another name`,
    );
  }
  return (
    (await findMerged(repository, createBranchName(wanted.name))) ?? {
      url: directory,
    }
  );
}
