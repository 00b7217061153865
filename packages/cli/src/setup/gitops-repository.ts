import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { renderTemplate } from '@slipway/templates';
import { Octokit, RequestError } from 'octokit';
import { git } from './git.ts';
import {
  ARGOCD_BOT,
  ORGANISATION,
  PLATFORM_TEAM,
  PORTAL_BOT,
  TEAMS,
} from './people.ts';
import type { Settings } from './settings.ts';

/** The one repository that Argo CD applies. */
export const GITOPS_REPOSITORY = {
  owner: ORGANISATION.login,
  name: 'infra-gitops',
  branch: 'main',
} as const;

const target = {
  owner: GITOPS_REPOSITORY.owner,
  repo: GITOPS_REPOSITORY.name,
};

/** Creates what is missing of the GitOps repository: itself, its first commit, rights, protection, webhooks. */
export async function ensureGitOpsRepository(
  settings: Settings,
): Promise<void> {
  const octokit = new Octokit({
    auth: settings.secrets.tokens.portal,
    baseUrl: `${settings.forgeUrl}/api/v3`,
    retry: { enabled: false },
    throttle: { enabled: false },
  });
  await ensureRepository(octokit);
  await ensureFirstCommit(octokit, settings);
  await ensureRights(octokit);
  await octokit.rest.repos.updateBranchProtection({
    ...target,
    branch: GITOPS_REPOSITORY.branch,
    required_status_checks: null,
    enforce_admins: false,
    required_pull_request_reviews: {
      required_approving_review_count: 1,
      require_code_owner_reviews: true,
      dismiss_stale_reviews: true,
    },
    restrictions: null,
  });
  await ensureWebhooks(octokit, settings);
}

async function ensureRepository(octokit: Octokit): Promise<void> {
  if (await existing(octokit.rest.repos.get(target))) return;
  await octokit.rest.repos.createInOrg({
    org: target.owner,
    name: target.repo,
    description: 'What runs where: environments, overlays and clusters',
    private: true,
    auto_init: false,
    delete_branch_on_merge: true,
  });
}

async function ensureFirstCommit(
  octokit: Octokit,
  settings: Settings,
): Promise<void> {
  const { branch } = GITOPS_REPOSITORY;
  if (await existing(octokit.rest.repos.getBranch({ ...target, branch }))) {
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'slipway-gitops-'));
  try {
    await renderInto(directory, settings);
    const author = {
      name: 'Slipway',
      email: `${PORTAL_BOT}@${ORGANISATION.login}.example`,
    };
    await git(directory, ['init', '--quiet', `--initial-branch=${branch}`]);
    await git(directory, ['add', '--all']);
    await git(
      directory,
      ['commit', '--quiet', '--message', 'Start from the template'],
      { author },
    );
    await git(
      directory,
      [
        'push',
        '--quiet',
        `${settings.forgeUrl}/${target.owner}/${target.repo}.git`,
        branch,
      ],
      {
        credentials: {
          username: PORTAL_BOT,
          token: settings.secrets.tokens.portal,
        },
      },
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function renderInto(
  directory: string,
  { workspace, forgeUrl }: Settings,
): Promise<void> {
  const files = await renderTemplate(
    join(workspace.root, 'templates/infra-gitops/skeleton'),
    {
      org: target.owner,
      platformTeam: PLATFORM_TEAM,
      repoUrl: `${forgeUrl}/${target.owner}/${target.repo}.git`,
      branch: GITOPS_REPOSITORY.branch,
    },
    // Workflows have `${{ }}` of their own.
    { copyWithoutTemplating: path => path.startsWith('.github/workflows/') },
  );
  for (const { path, content, executable } of files) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: executable ? 0o755 : 0o644 });
  }
}

/** The platform team reviews and merges; service teams open pull requests; Argo CD reads. */
async function ensureRights(octokit: Octokit): Promise<void> {
  for (const { slug } of TEAMS) {
    await octokit.rest.teams.addOrUpdateRepoPermissionsInOrg({
      org: target.owner,
      team_slug: slug,
      ...target,
      permission: 'push',
    });
  }
  await octokit.rest.repos.addCollaborator({
    ...target,
    username: ARGOCD_BOT,
    permission: 'pull',
  });
}

async function ensureWebhooks(
  octokit: Octokit,
  { portalUrl, clusters, secrets }: Settings,
): Promise<void> {
  const wanted = [
    {
      url: `${portalUrl}/api/gitops/webhooks/github`,
      secret: secrets.webhooks.portal,
      events: ['push', 'pull_request', 'pull_request_review'],
    },
    ...clusters.flatMap(cluster =>
      cluster.webhooks.map(url => ({
        url,
        secret: secrets.webhooks.argocd,
        events: ['push', 'pull_request'],
      })),
    ),
  ];
  const { data: hooks } = await octokit.rest.repos.listWebhooks({
    ...target,
    per_page: 100,
  });
  for (const { url, secret, events } of wanted) {
    const hook = hooks.find(candidate => candidate.config.url === url);
    const config = { url, content_type: 'json', secret };
    if (hook) {
      await octokit.rest.repos.updateWebhook({
        ...target,
        hook_id: hook.id,
        active: true,
        events,
        config,
      });
    } else {
      await octokit.rest.repos.createWebhook({
        ...target,
        active: true,
        events,
        config,
      });
    }
  }
}

/** Whether something is there: false for a 404, and every other failure stays one. */
async function existing(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}
