import type {
  ClusterState,
  PartState,
  StackState,
  StepState,
} from '../supervisor/state.ts';
import { listProcesses } from '../system/processes.ts';
import type { ProcessFacts } from '../system/processes.ts';
import type { Observation } from '../supervisor/control-client.ts';

/** One part in `status --json`. Durations are seconds. */
export interface PartReport {
  name: string;
  state: PartState['status'] | 'running without supervisor';
  pid: number | null;
  uptimeSeconds: number | null;
  restarts: number;
  reason: string | null;
  rssBytes: number;
  log: string;
}

/** What `status --json` prints. */
export interface StatusReport {
  running: boolean;
  phase: StackState['phase'] | 'stopped';
  error: string | null;
  portal: { url: string; usable: boolean } | null;
  forge: { url: string } | null;
  /** From the start of `up`, in seconds. */
  usableAfterSeconds: number | null;
  completeAfterSeconds: number | null;
  clusters: (Omit<ClusterState, 'status'> & {
    state: ClusterState['status'] | 'stopped';
    reachable: boolean;
  })[];
  steps: StepState[];
  parts: PartReport[];
  supervisor: { pid: number; rssBytes: number } | null;
  totalRssBytes: number;
}

/** Puts together what is known, with the memory of each part's whole process group. */
export async function report(observation: Observation): Promise<StatusReport> {
  const { running, state, orphans } = observation;
  const processes = await listProcesses();
  const memory = memoryByGroup(processes);
  const supervisor = running && state ? state.supervisor : undefined;
  const supervisorRss = processes.find(
    p => p.pid === supervisor?.pid,
  )?.rssBytes;
  const alive = new Set(orphans.map(({ name }) => name));
  const parts = (state?.parts ?? []).map(part =>
    partReport(part, {
      memory,
      supervised: running,
      alive: alive.has(part.name),
    }),
  );
  return {
    running,
    phase: running && state ? state.phase : 'stopped',
    error: state?.error ?? null,
    portal: state?.portalUrl
      ? { url: state.portalUrl, usable: running && isReady(parts, 'portal') }
      : null,
    forge: state?.forgeUrl ? { url: state.forgeUrl } : null,
    usableAfterSeconds: seconds(state?.startedAt, state?.usableAt),
    completeAfterSeconds: seconds(state?.startedAt, state?.completeAt),
    clusters: (state?.clusters ?? []).map(({ status, ...cluster }) => ({
      ...cluster,
      state: running ? status : 'stopped',
      reachable: running && status === 'ready' && reaches(cluster.name, parts),
    })),
    steps: state?.steps ?? [],
    parts,
    supervisor: supervisor
      ? { pid: supervisor.pid, rssBytes: supervisorRss ?? 0 }
      : null,
    totalRssBytes: parts.reduce(
      (sum, part) => sum + part.rssBytes,
      supervisorRss ?? 0,
    ),
  };
}

function partReport(
  part: PartState,
  known: { memory: Map<number, number>; supervised: boolean; alive: boolean },
): PartReport {
  const lives = part.process && (known.supervised || known.alive);
  const orphanState = known.alive ? 'running without supervisor' : 'stopped';
  const state = known.supervised ? part.status : orphanState;
  return {
    name: part.name,
    state,
    pid: lives && part.process ? part.process.pid : null,
    uptimeSeconds: lives ? seconds(part.startedAt, Date.now()) : null,
    restarts: part.restarts,
    reason:
      state === 'ready' && part.restarts === 0 ? null : (part.reason ?? null),
    rssBytes:
      lives && part.process ? (known.memory.get(part.process.pid) ?? 0) : 0,
    log: part.log,
  };
}

function memoryByGroup(
  processes: readonly ProcessFacts[],
): Map<number, number> {
  const memory = new Map<number, number>();
  for (const { groupId, rssBytes } of processes) {
    memory.set(groupId, (memory.get(groupId) ?? 0) + rssBytes);
  }
  return memory;
}

function isReady(parts: readonly PartReport[], name: string): boolean {
  return parts.some(part => part.name === name && part.state === 'ready');
}

/** A cluster of ours is reachable while both of its APIs are; of another's, nothing is known from here. */
function reaches(cluster: string, parts: readonly PartReport[]): boolean {
  return ['kube-apiserver', 'argocd-server']
    .map(part => `${cluster}/${part}`)
    .every(name => isReady(parts, name));
}

function seconds(from?: number, to?: number): number | null {
  return from === undefined || to === undefined
    ? null
    : Math.round((to - from) / 100) / 10;
}
