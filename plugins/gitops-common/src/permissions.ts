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

/** Every permission of the plugin. */
export const gitopsPermissions = [
  gitopsDeliveryReadPermission,
  gitopsPullRequestReadPermission,
  gitopsPullRequestCreatePermission,
  gitopsPullRequestReviewPermission,
  gitopsEnvironmentReadPermission,
];
