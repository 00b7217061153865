import { InputError } from '@backstage/errors';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  componentNameProblem,
  createBranchName,
  ENVIRONMENTS_FILE,
  parseEnvironments,
} from '@slipway/plugin-gitops-common';
import { checkComponentManifests } from '../../creation/componentManifests';
import {
  describeCommit,
  describePullRequest,
  describeTitle,
} from '../../creation/describe';
import { findCreated } from '../../creation/findCreated';
import { projectManifests } from '../../creation/projectManifests';
import { createForgeClient } from '../../forge/createForgeClient';
import { toDomainError } from '../../forge/forgeErrors';
import { parseRepositoryLocation } from '../../forge/repositoryLocation';
import { readManifests } from '../../manifests/readManifests';
import { readBase, readFileAt } from '../../proposal/gitOpsBase';
import { runProposal } from '../../proposal/runProposal';
import { CreationSettings } from '../../service/creationSettings';
import { examples } from './pullRequest.examples';

/** What `gitops:pull-request` is made from. */
export interface PullRequestActionOptions {
  integrations: ScmIntegrationRegistry;
  credentials: GithubCredentialsProvider;
  settings: CreationSettings;
}

/**
 * `gitops:pull-request`: proposes a component's manifests to the GitOps
 * repository as one commit on one branch in one pull request.
 *
 * It may be run any number of times: what an earlier run left is found and
 * continued, and a component that is merged already is only linked.
 */
export function createPullRequestAction(options: PullRequestActionOptions) {
  const { integrations, credentials, settings } = options;
  return createTemplateAction({
    id: 'gitops:pull-request',
    description:
      "Opens the pull request that brings a component's manifests to the GitOps repository, or finds it again.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .describe('The GitOps repository; by default gitops.repository.')
            .optional(),
        component: z => z.string().max(63).describe('Name of the component.'),
        owner: z => z.string().max(63).describe('Slug of the owning team.'),
        environments: z =>
          z
            .array(z.string().max(63))
            .min(1)
            .max(50)
            .describe('Environments that the manifests have overlays for.'),
        sourcePath: z =>
          z
            .string()
            .describe(
              'Directory of the workspace with the rendered manifests, laid out as in the GitOps repository.',
            ),
        title: z => z.string().max(200).describe('Title.').optional(),
        description: z =>
          z
            .string()
            .max(20_000)
            .describe('Markdown that the generated description starts with.')
            .optional(),
      },
      output: {
        pullRequestUrl: z =>
          z.string().describe('The pull request, or the directory it brought.'),
        pullRequestNumber: z => z.number().optional(),
        branch: z => z.string(),
        commit: z => z.string(),
        created: z =>
          z.boolean().describe('False if it was found rather than opened.'),
      },
    },
    async handler(ctx) {
      const { component, sourcePath } = ctx.input;
      const problem = componentNameProblem(component);
      if (problem) {
        throw new InputError(`"${component}" is no component name: ${problem}`);
      }
      const location = ctx.input.repoUrl
        ? parseRepositoryLocation(ctx.input.repoUrl, integrations)
        : settings.repository;
      const manifests = await readManifests(ctx.workspacePath, sourcePath);
      const described = checkComponentManifests(manifests, ctx.input);
      const client = await createForgeClient({
        integrations,
        credentials,
        location,
        signal: ctx.signal,
      });
      const repository = { client, location, branch: settings.branch };
      const branch = createBranchName(component);
      try {
        const base = await readBase(repository);
        const [created, environmentsText] = await Promise.all([
          findCreated(repository, base, described),
          readFileAt(repository, ENVIRONMENTS_FILE, base.commit),
        ]);
        ctx.output('branch', branch);
        if (created) {
          ctx.logger.info(`${component} is merged already: ${created.url}`);
          ctx.output('pullRequestUrl', created.url);
          ctx.output('pullRequestNumber', created.number);
          ctx.output('commit', base.commit);
          ctx.output('created', false);
          return;
        }
        if (environmentsText === undefined) {
          throw new InputError(
            `${location.url} has no ${ENVIRONMENTS_FILE} on ${settings.branch}; it lists environments and clusters`,
          );
        }
        const known = parseEnvironments(environmentsText);
        const facts = {
          ...ctx.input,
          described,
          known,
          repositoryUrl: `${new URL(location.url).origin}/${described.repository}`,
          requestedBy: ctx.user?.ref ?? 'unknown',
          introduction: ctx.input.description,
        };
        const title = ctx.input.title ?? describeTitle(ctx.input);
        const projects = await projectManifests(
          repository,
          base,
          known,
          ctx.input,
        );
        const change = {
          branch,
          title,
          message: describeCommit(title, facts),
          body: describePullRequest(facts),
          files: [...manifests, ...projects],
        };
        const proposal = await runProposal(ctx, { repository, base }, change);
        ctx.output('pullRequestUrl', proposal.url);
        ctx.output('pullRequestNumber', proposal.number);
        ctx.output('commit', proposal.commit);
        ctx.output('created', proposal.created);
      } catch (error) {
        throw toDomainError(
          error,
          `proposing ${component} to ${location.url}`,
          `Nothing was written to ${location.url}; retry the task.`,
        );
      }
    },
  });
}
