import type { HumanDuration } from '@backstage/types';

/** Configuration of the gitops plugin and its modules. */
export interface Config {
  gitops: {
    /** Page of the GitOps repository. Credentials come from `integrations`. */
    repository: string;
    /** The branch that clusters follow. Default: main. */
    branch?: string;
    /** How often the repository is asked for news that no webhook brought. Default: 30 s. */
    refreshInterval?: HumanDuration | string;
    /**
     * Secret of the repository's webhook to `/api/gitops/webhooks/github`.
     * @visibility secret
     */
    webhookSecret?: string;
    /** Directory for the mirror of the repository, which is only a cache. */
    dataDir?: string;
    /** What plans are rendered with; without it, there are none. */
    renderer?: {
      /** Path of the program that `packages/renderer` is built into. */
      wasm: string;
      /** How many overlays are rendered at a time. Default: 2, or 1 on one processor. */
      workers?: number;
    };
    /** Whose word is taken for a release that CI reports. */
    releases?: {
      /**
       * Address of who issues the OIDC tokens of jobs, as the tokens have it. Default: GitHub's, or that of the
       * GitHub Enterprise Server that has the GitOps repository.
       */
      issuer?: string;
      /** What the tokens have to be for. Default: `app.baseUrl`, which templates ask them for. */
      audience?: string;
      /** Name of the file in `.github/workflows` whose jobs may report. Default: release.yml. */
      workflow?: string;
      /** Branches that releases are made from; tags of the version may be, too. Default: main. */
      branches?: string[];
    };
    /** The version-change log. */
    changeLog?: {
      /** Whether each entry is written to standard output, too, as a line of JSON. Default: true. */
      stdout?: boolean;
    };
    /** Pages elsewhere that a cell of the delivery grid links to, as dashboards and logs. */
    links?: Array<{
      kind: 'metrics' | 'logs' | 'other';
      title: string;
      /**
       * Address with placeholders: {component}, {environment}, {cluster}, {namespace}, and {from} and {to} for the
       * time since the last change, in milliseconds since 1970.
       */
      url: string;
    }>;
    permissions?: {
      /** Reference of the Group that may do everything. Default: group:default/platform. */
      platformGroup?: string;
    };
    /** How to reach each cluster of `environments.yaml`. */
    clusters?: Array<{
      /** As in `environments.yaml`. */
      name: string;
      argocd?: {
        /** Base address of Argo CD's API. */
        url: string;
        /** Where people open Argo CD's pages; without it, nothing links there. */
        webUrl?: string;
        /**
         * API token of an account that may read Applications.
         * @visibility secret
         */
        token: string;
      };
      kubernetes?: {
        /** Address of the Kubernetes API. */
        url: string;
        /** PEM file with the API server's certificate authority; may appear later. */
        caFile?: string;
        /** File with the token of a read-only ServiceAccount, read for every request; may appear later. */
        tokenFile: string;
      };
    }>;
  };
}
