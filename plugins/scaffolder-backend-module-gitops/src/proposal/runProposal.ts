import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { toDomainError } from '../forge/forgeErrors';
import { GitOpsBase, GitOpsRepository } from './gitOpsBase';
import {
  proposeChange,
  type Proposal,
  type ProposedChange,
} from './proposeChange';
import { rehearseChange } from './rehearse';

/** What a proposal needs of a task. */
export type ProposalContext = Pick<
  ActionContext<{}>,
  'isDryRun' | 'logger' | 'workspacePath'
>;

/**
 * Proposes a change for a task, or in a dry run only says what it would be.
 *
 * @throws an error that says how far it came and how to go on
 */
export async function runProposal(
  ctx: ProposalContext,
  { repository, base }: { repository: GitOpsRepository; base: GitOpsBase },
  change: ProposedChange,
): Promise<Proposal> {
  const { url } = repository.location;
  let advice = `Nothing was written to ${url}; retry the task.`;
  try {
    if (ctx.isDryRun) {
      ctx.logger.info(
        `Would change ${change.files.length} files on ${change.branch}`,
      );
      return await rehearseChange(repository, base, change, ctx.workspacePath);
    }
    const proposal = await proposeChange(repository, base, change, written => {
      advice = `The branch ${url}/tree/${change.branch} exists with the manifests; retry the task, it goes on from there.`;
      ctx.logger.info(
        `${written ? 'Wrote' : 'Found'} the change on ${change.branch}`,
      );
    });
    ctx.logger.info(`${proposal.created ? 'Opened' : 'Found'} ${proposal.url}`);
    return proposal;
  } catch (error) {
    throw toDomainError(error, `proposing ${change.branch} to ${url}`, advice);
  }
}
