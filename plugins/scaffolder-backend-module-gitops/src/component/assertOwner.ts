import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { GitOpsComponent } from '@slipway/plugin-gitops-common';
import { belongsToOneOf } from './belongsToOneOf';

/**
 * Refuses people who neither are in the team that owns a component nor in the
 * platform team. The team is the one that the GitOps repository names: anybody
 * can register an entity that says it is somebody's component.
 */
export async function assertOwner(
  userInfo: UserInfoService,
  component: Pick<GitOpsComponent, 'name' | 'owner'>,
  platformGroup: string,
  credentials: BackstageCredentials,
): Promise<void> {
  const owner = stringifyEntityRef({
    kind: 'group',
    namespace: 'default',
    name: component.owner,
  });
  if (!(await belongsToOneOf(userInfo, [owner, platformGroup], credentials))) {
    throw new NotAllowedError(
      `${component.name} belongs to ${component.owner}; ask someone of that team to change it. Nothing was created.`,
    );
  }
}
