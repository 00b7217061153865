import type { Entity } from '@backstage/catalog-model';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';

/** The catalog's entity of a component of the GitOps repository. */
export function componentEntity(
  name: string,
  owner: string = `team-${name}`,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { [COMPONENT_ANNOTATION]: name } },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner,
      system: 'retail',
    },
  };
}
