import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';

/** Where the GitOps repository is. */
export interface GitOpsRepository {
  /** Its page, without a trailing slash or `.git`; the base of every link into it. */
  url: string;
  /** Where git fetches it from. Never holds credentials. */
  cloneUrl: string;
  /** `owner/name` */
  slug: string;
  owner: string;
  name: string;
  /** The branch that clusters follow. */
  branch: string;
}

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const BRANCH = /^(?!-)(?!.*(\.\.|\/\/|@\{))[A-Za-z0-9._/-]{1,200}(?<![./])$/;

/**
 * Reads `gitops.repository` and `gitops.branch`.
 *
 * @throws `InputError` that names the setting to mend
 */
export function readGitOpsRepository(config: Config): GitOpsRepository {
  const text = config.getString('gitops.repository');
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw causedBy(
      new InputError(
        'gitops.repository is not an address; write the page of the repository',
      ),
      error,
    );
  }
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw new InputError('gitops.repository must be an http or https address');
  }
  if (url.username || url.password) {
    throw new InputError(
      'gitops.repository must not hold credentials; put them under integrations',
    );
  }
  const [owner, name, ...rest] = url.pathname
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean);
  if (
    rest.length > 0 ||
    !SEGMENT.test(owner ?? '') ||
    !SEGMENT.test(name ?? '')
  ) {
    throw new InputError(
      'gitops.repository must end in the owner and the name of a repository',
    );
  }
  const branch = config.getOptionalString('gitops.branch') ?? 'main';
  if (!BRANCH.test(branch)) {
    throw new InputError('gitops.branch is not the name of a branch');
  }
  const page = `${url.origin}/${owner}/${name}`;
  return {
    url: page,
    cloneUrl: `${page}.git`,
    slug: `${owner}/${name}`,
    owner,
    name,
    branch,
  };
}
