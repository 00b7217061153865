import { Octokit } from 'octokit';
import { renderGitOpsRepository } from '../gitops/render.ts';
import {
  ensureFirstCommit,
  ensureRepository,
  PORTAL_CHECKS,
  protectBranch,
} from '../gitops/repository.ts';
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

/** What makes the portal plan, and what makes it look again. */
const PORTAL_EVENTS = [
  'push',
  'pull_request',
  'pull_request_review',
  'issue_comment',
  'status',
];

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
  const cloneUrl = `${settings.forgeUrl}/${target.owner}/${target.repo}.git`;
  await ensureRepository(octokit, GITOPS_REPOSITORY);
  await ensureFirstCommit(octokit, GITOPS_REPOSITORY, {
    files: () =>
      renderGitOpsRepository(settings.workspace.root, {
        org: target.owner,
        platformTeam: PLATFORM_TEAM,
        repoUrl: cloneUrl,
        branch: GITOPS_REPOSITORY.branch,
        // Their charts come from the internet, and need more than a simulated node.
        platform: false,
      }),
    cloneUrl,
    author: {
      name: 'Slipway',
      email: `${PORTAL_BOT}@${ORGANISATION.login}.example`,
    },
    credentials: {
      username: PORTAL_BOT,
      token: settings.secrets.tokens.portal,
    },
  });
  await ensureRights(octokit);
  // Nothing runs workflows here, so the portal's checks are all there are.
  await protectBranch(octokit, GITOPS_REPOSITORY, PORTAL_CHECKS);
  await ensureWebhooks(octokit, settings);
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
      events: PORTAL_EVENTS,
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
