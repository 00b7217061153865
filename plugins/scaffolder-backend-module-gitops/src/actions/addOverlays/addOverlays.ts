import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { addEnvironmentBranchName } from '@slipway/plugin-gitops-common';
import { assertNamespacesFree } from '../../changes/assertNamespacesFree';
import {
  describeOverlays,
  overlaysTitle,
} from '../../changes/describeOverlays';
import { planOverlays } from '../../changes/newOverlays';
import { overlayFiles } from '../../changes/overlayFiles';
import { projectRights } from '../../changes/projectRights';
import type { ChangeActionOptions } from '../../component/changeActionOptions';
import { openComponent, overlaysOf } from '../../component/openComponent';
import { describeCommit } from '../../creation/describe';
import { toDomainError } from '../../forge/forgeErrors';
import { readManifests } from '../../manifests/readManifests';
import { runProposal } from '../../proposal/runProposal';
import { examples } from './addOverlays.examples';

/**
 * `gitops:add-overlays`: proposes overlays that a component lacks, for
 * environments or for single clusters of them. May be run any number of times.
 */
export function createAddOverlaysAction(options: ChangeActionOptions) {
  return createTemplateAction({
    id: 'gitops:add-overlays',
    description:
      'Opens the pull request that adds environments or clusters to a component, or finds it again.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z =>
          z.string().max(400).describe("Reference of the component's entity."),
        overlays: z =>
          z
            .array(z.string().max(63))
            .min(1)
            .max(100)
            .describe('`<environment>` or `<environment>-<cluster>`.'),
        sourcePath: z =>
          z
            .string()
            .describe(
              'Directory of the workspace with the rendered overlays, laid out as in the GitOps repository.',
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
      const { component: ref, overlays, sourcePath } = ctx.input;
      const requestedBy = ctx.user?.ref ?? 'unknown';
      try {
        const component = await openComponent(options, ctx, ref);
        const { described, environments } = component;
        const { name } = described;
        const plan = planOverlays(
          environments,
          name,
          overlaysOf(component),
          overlays,
        );
        await assertNamespacesFree(component, plan.added);
        const rendered = plan.added.some(one => one.origin === 'template')
          ? await readManifests(ctx.workspacePath, sourcePath)
          : [];
        const branch = addEnvironmentBranchName(name, overlays);
        const title = overlaysTitle(name, overlays);
        const proposal = await runProposal(ctx, component, {
          branch,
          title,
          message: describeCommit(title, { component: name, requestedBy }),
          body: describeOverlays(described, plan, requestedBy),
          files: [
            ...overlayFiles(component, plan, rendered),
            ...(await projectRights(component, plan.added)),
          ],
        });
        ctx.output('pullRequestUrl', proposal.url);
        ctx.output('pullRequestNumber', proposal.number);
        ctx.output('branch', branch);
        ctx.output('created', proposal.created);
        ctx.output('merged', proposal.merged);
      } catch (error) {
        throw toDomainError(
          error,
          `adding ${overlays.join(', ')} to ${ref}`,
          'Nothing was written; retry the task.',
        );
      }
    },
  });
}
