import {
  type GitOpsComponent,
  namespaceName,
  type Overlay,
  overlayPath,
  RELEASE_FILES,
} from '@slipway/plugin-gitops-common';
import type { RenderRequest } from '@slipway/renderer';

const CHART = 'charts/web-app';

/** How Argo CD renders an overlay, as the ApplicationSets of each style tell it to. */
export function renderRequest(
  component: GitOpsComponent,
  overlay: Overlay,
): RenderRequest {
  const path = overlayPath(overlay);
  return component.style === 'kustomize'
    ? { style: 'kustomize', path }
    : {
        style: 'helm',
        chart: CHART,
        release: component.name,
        namespace: namespaceName(component.name, overlay.environment),
        // Later ones win.
        values: [
          `apps/${component.name}/values.yaml`,
          `${path}/values.yaml`,
          `${path}/${RELEASE_FILES.helm}`,
        ],
      };
}
