import { createPermission } from '@backstage/plugin-permission-common';

/** See what runs where. */
export const gitopsDeliveryReadPermission = createPermission({
  name: 'gitops.delivery.read',
  attributes: { action: 'read' },
});

/** See the pull requests of the GitOps repository. */
export const gitopsPullRequestReadPermission = createPermission({
  name: 'gitops.pull-request.read',
  attributes: { action: 'read' },
});

/** Propose a change of the GitOps repository. */
export const gitopsPullRequestCreatePermission = createPermission({
  name: 'gitops.pull-request.create',
  attributes: { action: 'create' },
});

/** Review and merge pull requests of the GitOps repository, as far as the forge lets the person. */
export const gitopsPullRequestReviewPermission = createPermission({
  name: 'gitops.pull-request.review',
  attributes: { action: 'update' },
});

/** See environments and clusters. */
export const gitopsEnvironmentReadPermission = createPermission({
  name: 'gitops.environment.read',
  attributes: { action: 'read' },
});

/** Type of the resource that changes of releases are made to: one component in one environment. */
export const GITOPS_TARGET_RESOURCE_TYPE = 'gitops-target';

/** Promote a release into an environment, cancel that, and take a component out of a train. */
export const gitopsPromotionCreatePermission = createPermission({
  name: 'gitops.promotion.create',
  attributes: { action: 'create' },
  resourceType: GITOPS_TARGET_RESOURCE_TYPE,
});

/** Go back to an earlier release. */
export const gitopsRollbackCreatePermission = createPermission({
  name: 'gitops.rollback.create',
  attributes: { action: 'create' },
  resourceType: GITOPS_TARGET_RESOURCE_TYPE,
});

/** Stop forward promotion, and let it go on. */
export const gitopsHoldUpdatePermission = createPermission({
  name: 'gitops.hold.update',
  attributes: { action: 'update' },
  resourceType: GITOPS_TARGET_RESOURCE_TYPE,
});

/** Promote in a freeze, with a reason. */
export const gitopsGateOverridePermission = createPermission({
  name: 'gitops.gate.override',
  attributes: { action: 'update' },
  resourceType: GITOPS_TARGET_RESOURCE_TYPE,
});

/** The permissions that are decided for one component in one environment. */
export const gitopsTargetPermissions = [
  gitopsPromotionCreatePermission,
  gitopsRollbackCreatePermission,
  gitopsHoldUpdatePermission,
  gitopsGateOverridePermission,
];

/** Every permission of the plugin. */
export const gitopsPermissions = [
  gitopsDeliveryReadPermission,
  gitopsPullRequestReadPermission,
  gitopsPullRequestCreatePermission,
  gitopsPullRequestReviewPermission,
  gitopsEnvironmentReadPermission,
  ...gitopsTargetPermissions,
];
