import {
  componentFile,
  parseComponent,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import {
  GitOpsBase,
  GitOpsRepository,
  readFileAt,
} from '../proposal/gitOpsBase';

/**
 * The component as the branch has it, or as it was before it was removed. Git
 * remembers whose it was when nothing else does any more.
 *
 * @returns undefined if there never was one
 */
export async function lastKnownComponent(
  repository: GitOpsRepository,
  base: GitOpsBase,
  name: string,
): Promise<GitOpsComponent | undefined> {
  const file = componentFile(name);
  const text =
    (await readFileAt(repository, file, base.commit)) ??
    (await beforeRemoval(repository, base, file));
  return text === undefined ? undefined : parseComponent(text, file);
}

async function beforeRemoval(
  repository: GitOpsRepository,
  base: GitOpsBase,
  path: string,
): Promise<string | undefined> {
  const { client, location } = repository;
  const { data } = await client.rest.repos.listCommits({
    owner: location.owner,
    repo: location.repo,
    sha: base.commit,
    path,
    per_page: 1,
  });
  const parent = data[0]?.parents[0]?.sha;
  return parent ? readFileAt(repository, path, parent) : undefined;
}
