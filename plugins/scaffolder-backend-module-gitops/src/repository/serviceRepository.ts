import { ConflictError } from '@backstage/errors';
import { ForgeClient } from '../forge/createForgeClient';
import { isForgeError, orUndefined } from '../forge/forgeErrors';

/** The repository that a component is to live in. */
export interface ServiceRepository {
  owner: string;
  repo: string;
  /** The component's page in the portal, which marks repositories that Slipway made. */
  homepage: string;
}

/**
 * How far a repository has come:
 * - `absent`: the name is free
 * - `empty`: an earlier attempt made it and got no further
 * - `published`: an earlier attempt pushed the skeleton
 */
export type RepositoryState = 'absent' | 'empty' | 'published';

/** The component's page in the portal. */
export function componentPage(portalUrl: string, component: string): string {
  return `${portalUrl}/catalog/default/component/${component}`;
}

/**
 * Looks at the repository before anything is created.
 *
 * The home page is written in the same request that creates a repository, so
 * it tells apart what a cut-off attempt left behind from somebody else's.
 *
 * @throws ConflictError if the name belongs to another repository.
 */
export async function inspectRepository(
  client: ForgeClient,
  wanted: ServiceRepository,
): Promise<RepositoryState> {
  const at = { owner: wanted.owner, repo: wanted.repo };
  const found = await orUndefined(client.rest.repos.get(at));
  if (!found) {
    return 'absent';
  }
  if (found.data.homepage !== wanted.homepage) {
    throw new ConflictError(
      `The repository ${wanted.owner}/${wanted.repo} exists already (${found.data.html_url}) and was not made for this component; choose another name`,
    );
  }
  return (await hasCommits(client, at)) ? 'published' : 'empty';
}

async function hasCommits(
  client: ForgeClient,
  at: { owner: string; repo: string },
): Promise<boolean> {
  try {
    const { data } = await client.rest.repos.listCommits({
      ...at,
      per_page: 1,
    });
    return data.length > 0;
  } catch (error) {
    // The forge's way of saying that a repository is empty.
    if (isForgeError(error) && error.status === 409) {
      return false;
    }
    throw error;
  }
}
