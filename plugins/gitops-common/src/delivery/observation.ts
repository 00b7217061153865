import type { ArgoDetail } from '../api/argoApplications';
import type { HealthStatus, SyncStatus } from './delivery';

/** Pods that do not just start slowly but fail: they crash, or their image cannot be pulled. */
export interface FailingPods {
  /** How many; at least one. */
  pods: number;
  /** Name of one that stands for most of them. */
  example: string;
  /** Why that one fails. */
  message: string;
}

/** What Argo CD says about one Application. Times are ISO 8601. */
export interface ObservedApplication {
  name: string;
  component: string;
  environment: string;
  sync: SyncStatus;
  health: HealthStatus;
  /** Commit of the GitOps repository that was last compared or synced. */
  revision?: string;
  /** Images of the pods that run. */
  images: string[];
  /** Of the newest sync operation. */
  operation?: 'Running' | 'Terminating' | 'Succeeded' | 'Failed' | 'Error';
  lastSyncedAt?: string;
  /** Argo CD's own words on what is wrong. */
  message?: string;
  /** Absent also if Argo CD did not tell, as for an Application it calls healthy. */
  failing?: FailingPods;
  /** Page of the Application in Argo CD. */
  url?: string;
  /** Absent where Argo CD told too little for its own cards. */
  argo?: ArgoDetail;
}

/** What is known of one cluster's Applications at a moment. */
export type Observation =
  | {
      status: 'observed';
      observedAt: string;
      applications: ObservedApplication[];
    }
  | {
      /** Why there is no answer; see the cell states of the same name. */
      status: 'unreachable' | 'forbidden' | 'unknown';
      reason: string;
      /** The last answer, however old. */
      last?: { observedAt: string; applications: ObservedApplication[] };
    };
