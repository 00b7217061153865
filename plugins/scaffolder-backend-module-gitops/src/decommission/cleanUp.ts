import { decommissionBranchName } from '@slipway/plugin-gitops-common';
import { describeCommit } from '../creation/describe';
import { createForgeClient } from '../forge/createForgeClient';
import { parseRepositoryLocation } from '../forge/repositoryLocation';
import { type Proposal } from '../proposal/proposeChange';
import { runProposal } from '../proposal/runProposal';
import { archiveRepository } from './archiveRepository';
import { assertGone } from './assertGone';
import type { DecommissionOptions } from './decommissionOptions';
import { describeWithdrawal } from './describeDecommission';
import type { Decommission } from './openDecommission';
import { withdrawRights } from './withdrawRights';

/**
 * Takes away what a component leaves behind once no cluster has it: proposes to
 * narrow its team's AppProjects, archives its repository, unregisters it.
 *
 * @throws ConflictError while a cluster has, or may have, something of it
 */
export async function cleanUp(
  options: DecommissionOptions,
  decommission: Decommission,
): Promise<Proposal> {
  const { described, environments, read, requestedBy, task } = decommission;
  const { name } = described;
  assertGone(
    await options.gitops.getDelivery(name, decommission.credentials),
    environments,
  );
  const title = `Withdraw the rights of ${name}`;
  const proposal = await runProposal(task, decommission, {
    branch: decommissionBranchName(name),
    title,
    message: describeCommit(title, { component: name, requestedBy }),
    body: describeWithdrawal(described, requestedBy),
    files: await withdrawRights(described, environments, read),
    effects: [
      `Archives the repository ${described.repository}; nobody can push to it any more.`,
      `Unregisters ${name} from the catalog.`,
    ],
  });
  if (!task.isDryRun) {
    await archive(options, decommission);
    await unregister(options, decommission);
  }
  return proposal;
}

async function archive(
  { integrations, credentials }: DecommissionOptions,
  decommission: Decommission,
): Promise<void> {
  const { task } = decommission;
  const location = parseRepositoryLocation(
    repositoryUrl(decommission),
    integrations,
  );
  const client = await createForgeClient({
    integrations,
    credentials,
    location,
    signal: task.signal,
  });
  const archived = await archiveRepository(client, location);
  task.logger.info(
    `${location.url} ${archived ? 'is archived now' : 'was archived, or gone, already'}`,
  );
}

/**
 * Removes the entity's location, if it was registered by hand and is of the
 * component's own repository: anybody can register an entity that claims to be
 * the component. With the portal's own rights, because those of the person were
 * checked against Git.
 */
async function unregister(
  { auth, catalog }: DecommissionOptions,
  decommission: Decommission,
): Promise<void> {
  const { resolved, task } = decommission;
  if (!resolved.entity) {
    return;
  }
  const credentials = await auth.getOwnServiceCredentials();
  const location = await catalog.getLocationByEntity(resolved.entityRef, {
    credentials,
  });
  if (location?.target.startsWith(`${repositoryUrl(decommission)}/`)) {
    await catalog.removeLocationById(location.id, { credentials });
    task.logger.info(`Unregistered ${location.target}`);
  }
}

function repositoryUrl({ described, repository }: Decommission): string {
  return `${new URL(repository.location.url).origin}/${described.repository}`;
}
