import { stringify } from 'yaml';

/** What every container's log says, in the form a container runtime writes. */
export function simulatedLog(): string {
  const lines = [
    'This pod is simulated: it has a status as on a real node,',
    'but no process runs in it, and none writes a log.',
  ];
  return lines.map(line => `1970-01-01T00:00:00Z stdout F ${line}\n`).join('');
}

/** Makes kwok answer requests for the log of any container with `logsFile`. */
export function clusterLogsYaml(logsFile: string): string {
  return stringify({
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: 'simulated' },
    spec: { logs: [{ logsFile }] },
  });
}
