import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { GitOpsRepository } from '@slipway/plugin-gitops-node';

/** Whose word is taken for a release. */
export interface ReleasesConfig {
  /** Address of who issues the tokens of jobs. */
  issuer: string;
  /** What those tokens have to be for. */
  audience: string;
  /** Name of the file in `.github/workflows` whose jobs may report. */
  workflow: string;
  /** Branches that releases are made from. Tags may be, too. */
  branches: string[];
}

/** Reads `gitops.releases`. */
export function readReleasesConfig(
  config: Config,
  repository: Pick<GitOpsRepository, 'url'>,
): ReleasesConfig {
  const own = config.getOptionalConfig('gitops.releases');
  const issuer = own?.getOptionalString('issuer') ?? issuerOf(repository.url);
  if (!URL.canParse(issuer) || !/^https?:/.test(issuer)) {
    throw new InputError(
      `gitops.releases.issuer is ${issuer}, which is no address; write it as the tokens have it`,
    );
  }
  const workflow = own?.getOptionalString('workflow') ?? 'release.yml';
  if (!/^[\w.-]+\.ya?ml$/.test(workflow)) {
    throw new InputError(
      `gitops.releases.workflow is ${workflow}; write the name of a file in .github/workflows`,
    );
  }
  return {
    issuer,
    audience:
      own?.getOptionalString('audience') ??
      config.getString('app.baseUrl').replace(/\/+$/, ''),
    workflow,
    branches: own?.getOptionalStringArray('branches') ?? ['main'],
  };
}

/** A GitHub Enterprise Server issues its tokens itself, and so does the local forge. */
function issuerOf(repository: string): string {
  const { origin, hostname } = new URL(repository);
  return hostname === 'github.com'
    ? 'https://token.actions.githubusercontent.com'
    : `${origin}/_services/token`;
}
