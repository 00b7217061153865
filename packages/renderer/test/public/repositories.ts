/** A public repository at a commit, so that a comparison can be repeated. */
export interface PublicRepository {
  readonly name: string;
  readonly commit: string;
}

/** Repositories with many kustomizations or charts that need nothing from elsewhere. */
export const repositories: readonly PublicRepository[] = [
  {
    name: 'kubernetes-sigs/kustomize',
    commit: '12f9e6391464b3ad9dd3fe8182049dc1b1772990',
  },
  {
    name: 'kubernetes-sigs/metrics-server',
    commit: '5ed5d3a2cf940a8c7541cfbac19af822f4c97844',
  },
  {
    name: 'argoproj/argocd-example-apps',
    commit: '0d521c6e049889134f3122eb32d7ed342f43ca0d',
  },
  {
    name: 'stefanprodan/podinfo',
    commit: 'eec06d1ea459af4cb4e10e806f8be7c7bd58b361',
  },
];
