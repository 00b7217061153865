import { fileURLToPath } from 'node:url';

const templates = new URL('../../', import.meta.url);

/** Roots of what is rendered, as the scaffolder's steps name them. */
export const roots = {
  service: fileURLToPath(new URL('app-base-go-react/skeleton', templates)),
  manifests: fileURLToPath(
    new URL('app-base-go-react/gitops/component', templates),
  ),
  manifestOptions: fileURLToPath(
    new URL('app-base-go-react/gitops/options', templates),
  ),
  overlay: fileURLToPath(
    new URL('app-base-go-react/gitops/overlay', templates),
  ),
  gitOps: fileURLToPath(new URL('infra-gitops/skeleton', templates)),
  environmentsExamples: fileURLToPath(
    new URL(
      '../plugins/gitops-common/src/environments/environments.examples.json',
      templates,
    ),
  ),
};
