import { buildArguments } from '@slipway/go-build';
import type { ToolName } from './tools.ts';

/** Arguments of `go build` for the tools in these versions. */
export function toolArguments(versions: Map<ToolName, string>): string[] {
  return buildArguments(versionVariables(versions));
}

/** What upstream's own builds set, so that the programs know their version. */
function versionVariables(
  versions: Map<ToolName, string>,
): Record<string, string> {
  const kubernetes = versions.get('kube-apiserver') ?? '';
  const [major, minor] = kubernetes.split('.');
  return {
    'k8s.io/component-base/version.gitVersion': `v${kubernetes}`,
    'k8s.io/component-base/version.gitMajor': major,
    'k8s.io/component-base/version.gitMinor': minor,
    'k8s.io/component-base/version.gitTreeState': 'clean',
    'github.com/argoproj/argo-cd/v3/common.version': `${versions.get('argocd')}`,
    'helm.sh/helm/v3/internal/version.version': `v${versions.get('helm')}`,
    'sigs.k8s.io/kustomize/api/provenance.version': `v${versions.get('kustomize')}`,
    'sigs.k8s.io/kwok/pkg/consts.Version': `v${versions.get('kwok')}`,
  };
}
