import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';

/** Where a repository lives on a forge. */
export interface RepositoryLocation {
  /** Web address without a trailing slash, `https://github.com/acme/shop`. */
  url: string;
  owner: string;
  repo: string;
}

/**
 * Reads a repository from its web address, or from the scaffolder's own
 * notation (`github.com?owner=acme&repo=shop`).
 *
 * @throws InputError when the text names no owner and repository.
 */
export function parseRepositoryLocation(
  text: string,
  integrations: ScmIntegrationRegistry,
): RepositoryLocation {
  if (!/^https?:\/\//.test(text)) {
    const { host, owner, repo } = parseRepoUrl(text, integrations);
    return parseWebUrl(
      `${protocolOf(host, integrations)}//${host}/${owner}/${repo}`,
    );
  }
  return parseWebUrl(text);
}

function parseWebUrl(text: string): RepositoryLocation {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [owner, repo, ...rest] = (url?.pathname ?? '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean);
  if (!url || !owner || !repo || rest.length > 0) {
    throw new InputError(
      `"${text}" names no repository; write it as https://HOST/OWNER/REPOSITORY`,
    );
  }
  return { url: `${url.origin}/${owner}/${repo}`, owner, repo };
}

/** The scaffolder's notation leaves the protocol out; the forge's API has the same. */
function protocolOf(
  host: string,
  integrations: ScmIntegrationRegistry,
): string {
  const api = integrations.github.byHost(host)?.config.apiBaseUrl;
  return api ? new URL(api).protocol : 'https:';
}
