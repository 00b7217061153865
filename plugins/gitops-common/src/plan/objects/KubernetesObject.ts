import type { JsonObject } from '@backstage/types';

/** An object as a renderer writes it. Anybody who can push wrote it, so nothing beyond these fields is sure. */
export interface KubernetesObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: JsonObject & { name: string; namespace?: string };
}
