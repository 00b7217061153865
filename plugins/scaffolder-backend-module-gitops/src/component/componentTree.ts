import { InputError } from '@backstage/errors';
import { GitOpsBase, GitOpsRepository } from '../proposal/gitOpsBase';

/** Files of the GitOps repository: path to the hash of its content. */
export type FileTree = ReadonlyMap<string, string>;

/**
 * Every file below a directory of the base. Walks down to the directory, so
 * that what is read does not grow with the number of components.
 *
 * @returns nothing if there is no such directory
 */
export async function treeBelow(
  repository: GitOpsRepository,
  base: GitOpsBase,
  directory: string,
): Promise<FileTree> {
  let sha: string | undefined = base.tree;
  for (const name of directory.split('/')) {
    const { tree } = await readTree(repository, sha);
    sha = tree.find(one => one.path === name && one.type === 'tree')?.sha;
    if (sha === undefined) {
      return new Map();
    }
  }
  const { tree, truncated } = await readTree(repository, sha, 'true');
  if (truncated) {
    throw new InputError(
      `${directory} has more files than the forge lists; make it smaller`,
    );
  }
  return new Map(
    tree
      .filter(one => one.type === 'blob')
      .map(one => [`${directory}/${one.path}`, one.sha]),
  );
}

async function readTree(
  { client, location }: GitOpsRepository,
  sha: string,
  recursive?: 'true',
) {
  const { data } = await client.rest.git.getTree({
    owner: location.owner,
    repo: location.repo,
    tree_sha: sha,
    recursive,
  });
  return data;
}
