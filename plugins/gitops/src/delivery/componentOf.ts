import type { Entity } from '@backstage/catalog-model';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';

/** Name of an entity's component in the GitOps repository. */
export function componentOf({ metadata }: Entity): string {
  return metadata.annotations?.[COMPONENT_ANNOTATION] ?? metadata.name;
}
