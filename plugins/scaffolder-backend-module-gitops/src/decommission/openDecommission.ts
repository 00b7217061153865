import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { componentFile } from '@slipway/plugin-gitops-common';
import { assertOwner } from '@slipway/plugin-gitops-node';
import { treeBelow } from '../component/componentTree';
import {
  readEnvironments,
  type OpenComponent,
} from '../component/openComponent';
import { openRepository } from '../component/openRepository';
import { personOf, type PersonContext } from '../component/personOf';
import {
  resolveComponent,
  type ResolvedComponent,
} from '../component/resolveComponent';
import { readBase, readFileAt } from '../proposal/gitOpsBase';
import { type ProposalContext } from '../proposal/runProposal';
import type { DecommissionOptions } from './decommissionOptions';
import { lastKnownComponent } from './lastKnown';

/** A component on its way out; its files are none once their removal is merged. */
export interface Decommission extends OpenComponent {
  resolved: ResolvedComponent;
  credentials: BackstageCredentials;
  requestedBy: string;
  /** The task, to propose with. */
  task: ProposalContext & Pick<ActionContext<{}>, 'signal'>;
}

/**
 * Reads what is left of a component.
 *
 * @param confirmation - the name, as the person typed it
 * @throws InputError if the name was not typed, there never was a component, or the person neither sees nor owns it
 * @throws NotAllowedError if the person is not of the team that owns it
 */
export async function openDecommission(
  options: DecommissionOptions,
  ctx: Decommission['task'] & PersonContext & Pick<ActionContext<{}>, 'user'>,
  input: { component: string; confirmation: string },
): Promise<Decommission> {
  const { auth, catalog, settings, userInfo } = options;
  const credentials = await personOf(auth, ctx);
  const resolved = await resolveComponent(
    catalog,
    input.component,
    credentials,
  );
  const { name } = resolved;
  if (input.confirmation !== name) {
    throw new InputError(
      `Type "${name}" to confirm that it is to be decommissioned. Nothing was changed.`,
    );
  }
  const repository = await openRepository(options, ctx.signal);
  const base = await readBase(repository);
  const read = (path: string) => readFileAt(repository, path, base.commit);
  const unknown = new InputError(
    `${repository.location.url} never had ${componentFile(name)} on ${repository.branch}; there is nothing to decommission`,
  );
  const described = await lastKnownComponent(repository, base, name);
  if (!described) {
    throw unknown;
  }
  await assertOwner(
    userInfo,
    {
      component: described,
      platformGroup: settings.platformGroup,
      unknown: resolved.entity ? undefined : unknown,
    },
    credentials,
  );
  return {
    repository,
    base,
    read,
    described,
    environments: await readEnvironments(repository, read),
    files: await treeBelow(repository, base, `apps/${name}`),
    resolved,
    credentials,
    requestedBy: ctx.user?.ref ?? 'unknown',
    task: ctx,
  };
}
