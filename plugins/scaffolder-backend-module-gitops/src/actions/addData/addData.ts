import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { addDataBranchName } from '@slipway/plugin-gitops-common';
import { dataVariants, RENDERINGS } from '../../changes/dataOptions';
import { dataTitle, describeData } from '../../changes/describeData';
import { applyDifference } from '../../changes/templateDifference';
import type { ChangeActionOptions } from '../../component/changeActionOptions';
import { openComponent } from '../../component/openComponent';
import { templateValues } from '../../component/templateValues';
import { assertBelowComponent } from '../../creation/componentManifests';
import { describeCommit } from '../../creation/describe';
import { toDomainError } from '../../forge/forgeErrors';
import { readManifests } from '../../manifests/readManifests';
import { runProposal } from '../../proposal/runProposal';
import { examples } from './addData.examples';

/**
 * `gitops:add-data`: proposes a database for a component that has none, from
 * two renderings of its template. May be run any number of times.
 */
export function createAddDataAction(options: ChangeActionOptions) {
  return createTemplateAction({
    id: 'gitops:add-data',
    description:
      'Opens the pull request that adds PostgreSQL or Redis to a component, or finds it again.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z =>
          z.string().max(400).describe("Reference of the component's entity."),
        data: z => z.enum(['postgresql', 'redis']),
        sourcePath: z =>
          z
            .string()
            .describe(
              `Directory of the workspace with the manifests rendered without the option, in \`${RENDERINGS.before}\`, and with it, in \`${RENDERINGS.after}\`.`,
            ),
      },
      output: {
        pullRequestUrl: z => z.string(),
        pullRequestNumber: z => z.number().optional(),
        branch: z => z.string(),
        created: z => z.boolean().describe('False if it was there already.'),
        merged: z => z.boolean().describe('True if it is merged already.'),
      },
    },
    async handler(ctx) {
      const { component: ref, data, sourcePath } = ctx.input;
      const requestedBy = ctx.user?.ref ?? 'unknown';
      try {
        const component = await openComponent(options, ctx, ref);
        const { described, read, repository } = component;
        const { name } = described;
        dataVariants(await templateValues(component, options.settings), data);
        const rendering = async (directory: string) => {
          const path = `${sourcePath}/${directory}`;
          const manifests = await readManifests(ctx.workspacePath, path);
          assertBelowComponent(manifests, name);
          return manifests;
        };
        const files = await applyDifference(
          {
            before: await rendering(RENDERINGS.before),
            after: await rendering(RENDERINGS.after),
          },
          read,
        );
        const branch = addDataBranchName(name);
        const title = dataTitle(name, data);
        const { origin } = new URL(repository.location.url);
        const proposal = await runProposal(ctx, component, {
          branch,
          title,
          message: describeCommit(title, { component: name, requestedBy }),
          body: describeData(described, data, {
            repositoryUrl: `${origin}/${described.repository}`,
            requestedBy,
          }),
          files,
        });
        ctx.output('pullRequestUrl', proposal.url);
        ctx.output('pullRequestNumber', proposal.number);
        ctx.output('branch', branch);
        ctx.output('created', proposal.created);
        ctx.output('merged', proposal.merged);
      } catch (error) {
        throw toDomainError(
          error,
          `adding ${data} to ${ref}`,
          'Nothing was written; retry the task.',
        );
      }
    },
  });
}
