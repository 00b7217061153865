import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  REHEARSAL_PERSON,
  REHEARSAL_SUBJECT,
} from '@slipway/plugin-gitops-node';

/** What tells of a task whom it acts for. */
export type PersonContext = Pick<
  ActionContext<{}>,
  'getInitiatorCredentials' | 'isDryRun' | 'secrets'
>;

/**
 * Whom a task acts for: whoever started it, or the person that the portal rehearses for. That one is told by a token
 * which only the gitops plugin can have made, from the person's own credentials and for the scaffolder alone. The
 * credentials of the portal itself are never taken for a person's.
 *
 * @throws NotAllowedError if the portal rehearses for nobody
 */
export async function personOf(
  auth: AuthService,
  ctx: PersonContext,
): Promise<BackstageCredentials> {
  const initiator = await ctx.getInitiatorCredentials();
  if (
    !ctx.isDryRun ||
    !auth.isPrincipal(initiator, 'service') ||
    initiator.principal.subject !== REHEARSAL_SUBJECT
  ) {
    return initiator;
  }
  const token = ctx.secrets?.[REHEARSAL_PERSON];
  const person = token ? await auth.authenticate(token) : undefined;
  if (!person || !auth.isPrincipal(person, 'user')) {
    throw new NotAllowedError(
      'The portal rehearses for people only, and this rehearsal names none; open the form again',
    );
  }
  return person;
}
