import type { ProcessIdentity } from '../system/processes.ts';

/** What a part does right now. */
export type PartStatus =
  | 'waiting'
  | 'starting'
  | 'ready'
  | 'not answering'
  | 'restarting'
  | 'stopping'
  | 'stopped';

/** One part as `status` shows it. Times are milliseconds since 1970. */
export interface PartState {
  name: string;
  status: PartStatus;
  since: number;
  process?: ProcessIdentity;
  startedAt?: number;
  restarts: number;
  /** Why it is not ready, or why it was restarted last. */
  reason?: string;
  log: string;
  /** Equal while the command is the same, so that a living process can be taken over. */
  fingerprint: string;
}

export type StepStatus = 'running' | 'done' | 'skipped' | 'failed';

/** One piece of work of `up`. */
export interface StepState {
  id: string;
  title: string;
  status: StepStatus;
  startedAt: number;
  endedAt?: number;
  detail?: string;
  log?: string;
  error?: string;
}

export type ClusterStatus = 'building' | 'starting' | 'ready' | 'failed';

/** One cluster, and where its APIs are. */
export interface ClusterState {
  name: string;
  status: ClusterStatus;
  kubernetesUrl: string;
  argocdUrl: string;
  error?: string;
}

/** Everything that the supervisor knows; written to disk and answered on its socket. */
export interface StackState {
  supervisor: ProcessIdentity;
  startedAt: number;
  /** `usable` once the portal answers; `complete` once the clusters do too. */
  phase: 'starting' | 'usable' | 'complete' | 'stopping' | 'failed';
  usableAt?: number;
  completeAt?: number;
  error?: string;
  portalUrl?: string;
  forgeUrl?: string;
  steps: StepState[];
  parts: PartState[];
  clusters: ClusterState[];
}
