import type { Environments, SyncPolicy } from '../environments/environments';
import type { Overlay } from '../overlays/overlays';
import type { FileProblem } from '../yaml/FileProblem';
import type { KubernetesObject } from './objects/KubernetesObject';
import type { PolicyFinding } from './plan';

/** What a policy found on one side; whether the change is to blame comes out of comparing the sides. */
export type SideFinding = Omit<PolicyFinding, 'introduced'>;

/** Why an overlay could not be rendered. */
export interface RenderProblem {
  reason: string;
  message: string;
  file?: string;
  line?: number;
}

/** What one commit makes of one overlay. */
export interface RenderedOverlay {
  overlay: Overlay;
  /** Name of the Application, on each of `clusters`. */
  application: string;
  /** Clusters that take this overlay at this commit. */
  clusters: readonly string[];
  sync: SyncPolicy;
  /** Version in the release layer. */
  version?: string;
  /** In the order of the renderer; empty with a `problem`. */
  objects: readonly KubernetesObject[];
  findings: readonly SideFinding[];
  problem?: RenderProblem;
  /** Files that the result depends on, where the caller knows; tells files that an overlay shows from others. */
  reads?: readonly string[];
}

/** One commit, as far as a change of it can be seen. */
export interface PlanSide {
  /** Undefined if the files are proposed and not committed. */
  commit?: string;
  environments: Environments;
  /**
   * By path, at least every overlay whose rendering, clusters or sync policy may differ from the other side.
   * A side that lacks the overlay lacks the key.
   */
  overlays: ReadonlyMap<string, RenderedOverlay>;
  /** Text of each `clusters/<cluster>/projects/<team>.yaml`, by path. */
  projects: ReadonlyMap<string, string>;
  /** What policies say about the repository as a whole. */
  findings: readonly SideFinding[];
  /** Files of the repository, such as `environments.yaml`, that cannot be read. */
  problems?: readonly FileProblem[];
}

/** What an overlay occupies that no other component may. */
export interface OverlayClaims {
  overlay: Overlay;
  clusters: readonly string[];
  hosts: readonly string[];
  namespaces: readonly string[];
}

/** Everything that a plan is computed from. */
export interface PlanInput {
  /** The plan's id: the caller's hash of what is compared and of the policies. */
  id: string;
  base: PlanSide & { commit: string };
  head: PlanSide;
  /** Every path that differs between the sides. */
  changedFiles: readonly string[];
  /** Overlays that are the same on both sides: they are counted, and changed ones may collide with them. */
  untouched: readonly OverlayClaims[];
  now: Date;
}
