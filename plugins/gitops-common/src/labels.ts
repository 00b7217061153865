/** Labels on Applications and workloads that say whose they are. */
export const GITOPS_LABELS = {
  component: 'slipway.dev/component',
  environment: 'slipway.dev/environment',
  cluster: 'slipway.dev/cluster',
} as const;

/** The annotation of a catalog entity that names its component in the GitOps repository. */
export const COMPONENT_ANNOTATION = 'slipway.dev/component';
