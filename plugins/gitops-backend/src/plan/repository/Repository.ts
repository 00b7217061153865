import type {
  Environment,
  Environments,
  FileProblem,
  GitOpsComponent,
  Overlay,
} from '@slipway/plugin-gitops-common';
import type { RenderRequest } from '@slipway/renderer';
import type { PlanTree } from '../trees/ObjectTree';

/** An overlay as a tree has it, and what becomes of it on its clusters. */
export interface OverlayEntry {
  /** `apps/<component>/overlays/<overlay>` */
  path: string;
  overlay: Overlay;
  environment: Environment;
  /** Name of the Application, on each of the clusters. */
  application: string;
  clusters: string[];
  component?: GitOpsComponent;
  /** How it is rendered; undefined if its component's file does not say. */
  request?: RenderRequest;
  /** Why there is no request. */
  problem?: FileProblem;
}

/** What a tree of the GitOps repository says, before anything is rendered. */
export interface Repository {
  tree: PlanTree;
  environments: Environments;
  components: readonly GitOpsComponent[];
  /** By path. */
  overlays: ReadonlyMap<string, OverlayEntry>;
}
