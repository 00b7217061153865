import { readdir } from 'node:fs/promises';
import {
  resolveSafeChildPath,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  createGithubBranchProtectionAction,
  createGithubRepoPushAction,
  createPublishGithubAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { createForgeClient } from '../../forge/createForgeClient';
import { toDomainError } from '../../forge/forgeErrors';
import { parseRepositoryLocation } from '../../forge/repositoryLocation';
import {
  componentPage,
  inspectRepository,
} from '../../repository/serviceRepository';
import { CreationSettings } from '../../service/creationSettings';
import { examples } from './publishRepository.examples';

const DEFAULT_BRANCH = 'main';

/** What `gitops:publish-repository` is made from. */
export interface PublishRepositoryActionOptions {
  config: RootConfigService;
  integrations: ScmIntegrationRegistry;
  credentials: GithubCredentialsProvider;
  settings: CreationSettings;
}

/**
 * `gitops:publish-repository`: `publish:github` that can be retried.
 *
 * Upstream's action refuses a repository that exists, also when it made that
 * repository itself a moment before the task was cut off. This one looks at
 * how far the repository has come and does the rest through upstream's actions.
 */
export function createPublishRepositoryAction(
  options: PublishRepositoryActionOptions,
) {
  const { config, integrations, credentials, settings } = options;
  const upstream = {
    config,
    integrations,
    githubCredentialsProvider: credentials,
  };
  const publish = createPublishGithubAction(upstream);
  const push = createGithubRepoPushAction(upstream);
  const protect = createGithubBranchProtectionAction({ integrations });
  return createTemplateAction({
    id: 'gitops:publish-repository',
    description:
      'Publishes a directory as a protected repository of a team; continues what an earlier attempt left.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z => z.string().describe('`HOST?owner=OWNER&repo=NAME`.'),
        component: z => z.string().max(63).describe('Name of the component.'),
        owner: z =>
          z.string().max(63).describe('Slug of the team that maintains it.'),
        description: z => z.string().max(350).optional(),
        sourcePath: z =>
          z.string().describe('Directory of the workspace to publish.'),
        repoVisibility: z =>
          z.enum(['private', 'internal', 'public']).default('private'),
        requiredApprovingReviewCount: z =>
          z.number().int().min(0).max(6).default(1),
        requiredStatusCheckContexts: z => z.array(z.string()).default([]),
      },
      output: {
        repositoryUrl: z => z.string(),
        remoteUrl: z => z.string(),
        created: z =>
          z.boolean().describe('False if an earlier attempt had made it.'),
      },
    },
    async handler(ctx) {
      const { component, description, owner, repoUrl, sourcePath } = ctx.input;
      const location = parseRepositoryLocation(repoUrl, integrations);
      const homepage = componentPage(settings.portalUrl, component);
      const team = { org: location.owner, team_slug: owner };
      const repository = { owner: location.owner, repo: location.repo };
      const protection = {
        requiredApprovingReviewCount: ctx.input.requiredApprovingReviewCount,
        requiredStatusCheckContexts: ctx.input.requiredStatusCheckContexts,
        dismissStaleReviews: true,
      };
      const client = await createForgeClient({
        integrations,
        credentials,
        location,
        signal: ctx.signal,
      });
      try {
        const state = await inspectRepository(client, {
          ...repository,
          homepage,
        });
        ctx.logger.info(`${location.url} is ${state}`);
        ctx.output('repositoryUrl', location.url);
        ctx.output('remoteUrl', `${location.url}.git`);
        ctx.output('created', state === 'absent');
        if (ctx.isDryRun) {
          // What would be published is there; whether the forge takes it, only the forge knows.
          const root = resolveSafeChildPath(ctx.workspacePath, sourcePath);
          const files = await readdir(root, { recursive: true });
          ctx.logger.info(`Would publish ${files.length} files to it`);
          return;
        }
        if (state === 'absent') {
          await publish.handler({
            ...ctx,
            output: () => undefined,
            input: {
              repoUrl,
              description,
              homepage,
              sourcePath,
              repoVisibility: ctx.input.repoVisibility,
              defaultBranch: DEFAULT_BRANCH,
              protectDefaultBranch: true,
              deleteBranchOnMerge: true,
              collaborators: [{ team: owner, access: 'push' }],
              ...protection,
            },
          });
        } else {
          await client.rest.teams.addOrUpdateRepoPermissionsInOrg({
            ...team,
            ...repository,
            permission: 'push',
          });
        }
        if (state === 'empty') {
          await push.handler({
            ...ctx,
            output: () => undefined,
            input: {
              repoUrl,
              sourcePath,
              defaultBranch: DEFAULT_BRANCH,
              protectDefaultBranch: true,
              ...protection,
            },
          });
        }
        if (state === 'published') {
          await protect.handler({
            ...ctx,
            output: () => undefined,
            input: { repoUrl, branch: DEFAULT_BRANCH, ...protection },
          });
        }
      } catch (error) {
        throw toDomainError(
          error,
          `publishing ${location.url}`,
          `If ${location.url} exists now, retry the task: it goes on from there.`,
        );
      }
    },
  });
}
