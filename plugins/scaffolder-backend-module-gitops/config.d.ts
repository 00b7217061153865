export interface Config {
  gitops: {
    /** Web address of the GitOps repository. */
    repository: string;
    /** The branch that clusters follow; `main` if absent. */
    branch?: string;
    /** What new components get; each has a default made from the GitOps repository. */
    create?: {
      /** Organisation that new repositories belong to; the GitOps repository's if absent. */
      organization?: string;
      /** Prefix of image names, such as `ghcr.io/acme`. */
      registry?: string;
      /** Domain below which environments publish their hosts; `localhost` if absent. */
      domain?: string;
    };
  };
}
