import type { KubernetesObject } from '../objects/KubernetesObject';

/** One object on a cluster, and what applying again what Git says would make of it. */
export interface LiveObject {
  live: KubernetesObject;
  /**
   * The live object with what Git names put back. What the cluster fills in, and what controllers set, is in
   * both. The same value as `live` if applying changes nothing.
   */
  expected: KubernetesObject;
}
