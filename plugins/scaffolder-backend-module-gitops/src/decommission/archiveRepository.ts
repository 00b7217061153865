import { RepositoryLocation } from '../forge/repositoryLocation';
import { ForgeClient } from '../forge/createForgeClient';
import { orUndefined } from '../forge/forgeErrors';

/**
 * Archives a repository: it can be read, and brought back, but not changed.
 *
 * @returns false if it is archived or gone already
 */
export async function archiveRepository(
  client: ForgeClient,
  { owner, repo }: RepositoryLocation,
): Promise<boolean> {
  const found = await orUndefined(client.rest.repos.get({ owner, repo }));
  if (!found || found.data.archived) {
    return false;
  }
  await client.rest.repos.update({ owner, repo, archived: true });
  return true;
}
