import { Octokit, RequestError } from 'octokit';
import { Problem } from '../problem.ts';
import { renderGitOpsRepository, requiredChecks } from './render.ts';
import type { OrganisationSettings } from './render.ts';
import {
  ensureFirstCommit,
  ensureRepository,
  exists,
  protectBranch,
} from './repository.ts';

/** Where the GitOps repository is made, and for whom. */
export interface InitOptions {
  /** Web address of the forge, without a trailing slash. */
  forgeUrl: string;
  token: string;
  org: string;
  name: string;
  branch: string;
  platformTeam: string;
  settings: OrganisationSettings;
  /** Where the templates are. */
  workspaceRoot: string;
}

/** What `init` found and did. */
export interface InitResult {
  url: string;
  created: boolean;
  branch: string;
  requiredChecks: string[];
}

/** A file that every GitOps repository has, by which one is known. */
const MARK = 'environments.yaml';

/**
 * Makes an organisation's GitOps repository from the template: the repository, its first commit,
 * the platform team's right to write, and the protection of its branch. What exists is kept.
 *
 * @throws Problem when the token is refused, or the organisation, the team or the repository is not
 *   what it has to be; nothing was created then
 */
export async function initGitOpsRepository(
  options: InitOptions,
): Promise<InitResult> {
  const { forgeUrl, token, org, name, branch, platformTeam } = options;
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl(forgeUrl) });
  const repository = { owner: org, name, branch };
  const url = `${forgeUrl}/${org}/${name}`;
  const cloneUrl = `${url}.git`;

  const user = await signedIn(octokit, forgeUrl);
  await requireOrganisation(octokit, org, platformTeam);
  const files = await renderGitOpsRepository(options.workspaceRoot, {
    org,
    platformTeam,
    repoUrl: cloneUrl,
    branch,
    platform: true,
    ...options.settings,
  });
  const checks = requiredChecks(files);

  await ensureRepository(octokit, repository);
  const created = await ensureFirstCommit(octokit, repository, {
    files: async () => files,
    cloneUrl,
    author: {
      name: user.name ?? user.login,
      email:
        user.email ??
        `${user.id}+${user.login}@users.noreply.${new URL(forgeUrl).hostname}`,
    },
    credentials: { username: user.login, token },
  });
  const content = { owner: org, repo: name, path: MARK, ref: branch };
  if (!created && !(await exists(octokit.rest.repos.getContent(content)))) {
    throw new Problem(
      `${url} exists and is no GitOps repository: it has no ${MARK}; choose another name with --name`,
    );
  }
  await octokit.rest.teams.addOrUpdateRepoPermissionsInOrg({
    org,
    team_slug: platformTeam,
    owner: org,
    repo: name,
    permission: 'push',
  });
  await protectBranch(octokit, repository, checks);
  return { url, created, branch, requiredChecks: checks };
}

/** GitHub has its API on a host of its own; every other forge of its kind below the web address. */
function apiUrl(forgeUrl: string): string {
  return new URL(forgeUrl).hostname === 'github.com'
    ? 'https://api.github.com'
    : `${forgeUrl}/api/v3`;
}

async function signedIn(octokit: Octokit, forgeUrl: string) {
  try {
    return (await octokit.rest.users.getAuthenticated()).data;
  } catch (cause) {
    const refused = cause instanceof RequestError && cause.status === 401;
    throw new Problem(
      refused
        ? `${forgeUrl} refuses the token in GITHUB_TOKEN; make one that may administer repositories of the organisation`
        : `${forgeUrl} does not answer; check the address given by --forge, then run the same command again`,
      { cause },
    );
  }
}

async function requireOrganisation(
  octokit: Octokit,
  org: string,
  team: string,
): Promise<void> {
  if (!(await exists(octokit.rest.orgs.get({ org })))) {
    throw new Problem(
      `There is no organisation ${org}, or the token may not see it; check --org`,
    );
  }
  const wanted = { org, team_slug: team };
  if (!(await exists(octokit.rest.teams.getByName(wanted)))) {
    throw new Problem(
      `${org} has no team ${team}, which has to review every change; create it, or name another with --platform-team`,
    );
  }
}
