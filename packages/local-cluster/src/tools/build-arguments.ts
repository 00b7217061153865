import type { ToolName } from './tools.ts';

/**
 * Arguments of `go build` for programs that are run, not debugged. Leaving out
 * the debug data saves a tenth of the compile time and a quarter of the cache.
 */
export function buildArguments(versions: Map<ToolName, string>): string[] {
  const variables = Object.entries(versionVariables(versions));
  const set = variables.map(([name, value]) => `-X ${name}=${value}`);
  return [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-gcflags=all=-dwarf=false',
    `-ldflags=-s -w ${set.join(' ')}`,
  ];
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
