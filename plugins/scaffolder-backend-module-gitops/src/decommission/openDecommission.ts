import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { assertOwner } from '../component/assertOwner';
import { treeBelow } from '../component/componentTree';
import {
  readEnvironments,
  type OpenComponent,
} from '../component/openComponent';
import { openRepository } from '../component/openRepository';
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
 * @throws InputError if the name was not typed, or there never was a component
 * @throws NotAllowedError if the person is not of the team that owns it
 */
export async function openDecommission(
  options: DecommissionOptions,
  ctx: Decommission['task'] &
    Pick<ActionContext<{}>, 'getInitiatorCredentials' | 'user'>,
  input: { component: string; confirmation: string },
): Promise<Decommission> {
  const { catalog, settings, userInfo } = options;
  const credentials = await ctx.getInitiatorCredentials();
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
  const described = await lastKnownComponent(repository, base, name);
  await assertOwner(userInfo, described, settings.platformGroup, credentials);
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
