import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import {
  gitopsGateOverridePermission,
  gitopsPromotionCreatePermission,
  gitopsRollbackCreatePermission,
  type PromotionRequest,
} from '@slipway/plugin-gitops-common';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { TargetAuthority } from '../../access/TargetAuthority';

/** What decides about changes, and writes down who made them. */
export interface ChangeAuthority {
  auditor: AuditorService;
  auth: Pick<AuthService, 'isPrincipal'>;
  httpAuth: HttpAuthService;
  authority: TargetAuthority;
}

/** Somebody who asks for a change. */
export interface Requester {
  credentials: BackstageCredentials;
  /** Reference of the person, or name of the service. */
  by: string;
}

/** A change that somebody asks for, whatever becomes of it. */
export interface RequestedChange<T> {
  request: Request;
  eventId: string;
  meta: JsonObject;
  act(requester: Requester): Promise<T>;
}

/** Does what somebody asks for, and leaves a trace of it, also if it is refused. */
export async function audited<T>(
  options: ChangeAuthority,
  { request, eventId, meta, act }: RequestedChange<T>,
): Promise<T> {
  const credentials = await options.httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const event = await options.auditor.createEvent({
    eventId,
    request,
    severityLevel: 'medium',
    meta,
  });
  try {
    const by = nameOf(options.auth, credentials);
    const result = await act({ credentials, by });
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

/**
 * Lets a request pass if whoever makes it may change all of its targets, and override gates if it asks to.
 *
 * @throws `NotFoundError` for a component that they do not see, `NotAllowedError` that names the permission
 */
export async function requireRequest(
  { authority }: ChangeAuthority,
  { credentials }: Requester,
  request: Pick<PromotionRequest, 'kind' | 'environment' | 'parts'> &
    Partial<Pick<PromotionRequest, 'exception' | 'hotfix'>>,
): Promise<void> {
  const { kind, environment, parts, exception, hotfix } = request;
  const targets = parts.map(({ component }) => ({ component, environment }));
  const permission =
    kind === 'rollback'
      ? gitopsRollbackCreatePermission
      : gitopsPromotionCreatePermission;
  await authority.require(credentials, permission, targets);
  // Either goes on in a freeze.
  if (exception || hotfix) {
    await authority.require(credentials, gitopsGateOverridePermission, targets);
  }
}

function nameOf(
  auth: Pick<AuthService, 'isPrincipal'>,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return credentials.principal.subject;
  }
  throw new NotAllowedError('Only people and services promote; sign in first');
}
