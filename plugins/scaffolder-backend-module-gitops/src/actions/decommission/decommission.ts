import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { decommissionBranchName } from '@slipway/plugin-gitops-common';
import { cleanUp } from '../../decommission/cleanUp';
import type { DecommissionOptions } from '../../decommission/decommissionOptions';
import { nextSteps } from '../../decommission/describeDecommission';
import { openDecommission } from '../../decommission/openDecommission';
import { proposeRemoval } from '../../decommission/proposeRemoval';
import { toDomainError } from '../../forge/forgeErrors';
import { examples } from './decommission.examples';

/**
 * `gitops:decommission`: takes a component away in the order opposite to its
 * creation. The first run proposes to remove it from all environments. A run
 * after the merge, when the clusters are rid of it, proposes to take its rights
 * away, archives its repository and unregisters it.
 */
export function createDecommissionAction(options: DecommissionOptions) {
  return createTemplateAction({
    id: 'gitops:decommission',
    description:
      'Opens the pull request that removes a component; run again after the merge, cleans up after it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z =>
          z.string().max(400).describe("Reference of the component's entity."),
        confirmation: z =>
          z.string().max(63).describe("The component's name, typed."),
      },
      output: {
        name: z => z.string(),
        pullRequestUrl: z => z.string(),
        pullRequestNumber: z => z.number().optional(),
        branch: z => z.string(),
        created: z => z.boolean().describe('False if it was there already.'),
        phase: z =>
          z
            .enum(['removal', 'clean-up'])
            .describe('What the pull request is about.'),
        next: z => z.string().describe('What remains to be done, in Markdown.'),
      },
    },
    async handler(ctx) {
      const { component } = ctx.input;
      try {
        const decommission = await openDecommission(options, ctx, ctx.input);
        const { described, files } = decommission;
        const phase = files.size > 0 ? 'removal' : 'clean-up';
        const proposal = await (phase === 'removal'
          ? proposeRemoval(options, decommission)
          : cleanUp(options, decommission));
        ctx.output('name', described.name);
        ctx.output('pullRequestUrl', proposal.url);
        ctx.output('pullRequestNumber', proposal.number);
        ctx.output('branch', decommissionBranchName(described.name));
        ctx.output('created', proposal.created);
        ctx.output('phase', phase);
        ctx.output('next', nextSteps(phase, described, proposal));
      } catch (error) {
        throw toDomainError(
          error,
          `decommissioning ${component}`,
          'Run the template again; it goes on from what is left.',
        );
      }
    },
  });
}
