import type {
  HttpAuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';

/** What {@link requirePermission} asks. */
export interface Authority {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/**
 * Lets a request pass if whoever makes it has a permission.
 *
 * @param who - whose requests are taken at all
 * @throws `AuthenticationError` if nobody is known, `NotAllowedError` if the answer is no
 */
export async function requirePermission(
  { httpAuth, permissions }: Authority,
  request: Request,
  permission: BasicPermission,
  who: ('user' | 'service')[] = ['user', 'service'],
): Promise<BackstageCredentials> {
  const credentials = await httpAuth.credentials(request, {
    allow: who,
  });
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `This needs the permission ${permission.name}; ask the platform team for it`,
    );
  }
  return credentials;
}
