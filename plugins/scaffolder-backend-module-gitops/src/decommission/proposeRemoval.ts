import { decommissionBranchName } from '@slipway/plugin-gitops-common';
import { overlaysOf } from '../component/openComponent';
import { describeCommit } from '../creation/describe';
import { type Proposal } from '../proposal/proposeChange';
import { runProposal } from '../proposal/runProposal';
import type { DecommissionOptions } from './decommissionOptions';
import { dependentsOf } from './dependents';
import { describeRemoval } from './describeDecommission';
import type { Decommission } from './openDecommission';

/**
 * Proposes to remove a component from all environments. Its team's AppProjects
 * keep their rights: Argo CD deletes of an Application only what they allow.
 */
export async function proposeRemoval(
  { catalog }: Pick<DecommissionOptions, 'catalog'>,
  decommission: Decommission,
): Promise<Proposal> {
  const { described, files, requestedBy, resolved } = decommission;
  const title = `Decommission ${described.name}`;
  return runProposal(decommission.task, decommission, {
    branch: decommissionBranchName(described.name),
    title,
    message: describeCommit(title, { component: described.name, requestedBy }),
    body: describeRemoval({
      ...decommission,
      overlays: overlaysOf(decommission),
      dependents: resolved.entity
        ? await dependentsOf(catalog, resolved.entity, decommission.credentials)
        : [],
    }),
    files: [...files.keys()].map(path => ({ path, removed: true as const })),
  });
}
