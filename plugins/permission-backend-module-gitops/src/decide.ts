import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  GITOPS_TARGET_RESOURCE_TYPE,
  gitopsGateOverridePermission,
  gitopsPullRequestCreatePermission,
  gitopsPullRequestReviewPermission,
} from '@slipway/plugin-gitops-common';
import {
  createGitOpsTargetConditionalDecision,
  gitopsTargetConditions,
} from '@slipway/plugin-gitops-node';

/** Who asks. */
export interface Person {
  userEntityRef: string;
  /** The person and the groups they are in, as entity references. */
  ownershipEntityRefs: string[];
}

/** What every signed-in person may do besides reading. */
const FOR_EVERYBODY: readonly Permission[] = [
  gitopsPullRequestCreatePermission,
  catalogEntityCreatePermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  taskCreatePermission,
  actionExecutePermission,
  // The portal's account on the clusters can only read, and shows pods' logs through this.
  kubernetesProxyPermission,
];

/**
 * Decides about one permission. What is not named here is for the platform team, unless it is
 * reading, so that a plugin added later opens nothing by accident.
 *
 * @param person - undefined if nobody is signed in
 * @param platformGroup - reference of the Group that may do everything
 */
export function decide(
  permission: Permission,
  person: Person | undefined,
  platformGroup: string,
): PolicyDecision {
  if (!person) {
    return { result: AuthorizeResult.DENY };
  }
  if (person.ownershipEntityRefs.includes(platformGroup)) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (isPermission(permission, catalogEntityDeletePermission)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: person.ownershipEntityRefs }),
    );
  }
  if (isPermission(permission, taskCancelPermission)) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({
        createdBy: [person.userEntityRef],
      }),
    );
  }
  if (isPermission(permission, gitopsPullRequestReviewPermission)) {
    // Of which team depends on the pull request: the gitops plugin looks at that, and then the forge.
    return answer(
      person.ownershipEntityRefs.some(ref => ref.startsWith('group:')),
    );
  }
  if (
    isResourcePermission(permission, GITOPS_TARGET_RESOURCE_TYPE) &&
    !isPermission(permission, gitopsGateOverridePermission)
  ) {
    return createGitOpsTargetConditionalDecision(
      permission,
      gitopsTargetConditions.isComponentOwner({
        claims: person.ownershipEntityRefs,
      }),
    );
  }
  return answer(
    permission.attributes.action === 'read' ||
      FOR_EVERYBODY.some(one => isPermission(permission, one)),
  );
}

function answer(allowed: boolean): PolicyDecision {
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
