/** The programs that a local cluster runs. */
export const toolNames = [
  'kube-apiserver',
  'argocd',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'helm',
  'etcd',
  'kustomize',
  'redis',
] as const;

/** The name of one of these programs. */
export type ToolName = (typeof toolNames)[number];

/** Programs and files of one version, ready to run without Go. */
export interface Tools {
  /** Absolute path of every program. */
  binaries: Readonly<Record<ToolName, string>>;
  /**
   * Folder with the upstream files that the bootstrap and kwok read:
   * `argocd/` (CRDs, default configuration, rights) and `kwok/` (node stages, rights).
   */
  assets: string;
  /** Folder with the CRDs of the kinds that components use beside Kubernetes' own. */
  crds: string;
}
