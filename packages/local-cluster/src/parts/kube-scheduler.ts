import { kubeconfigPath, writeKubeconfig } from '../kubernetes/kubeconfig.ts';
import type { Part } from '../part.ts';
import { healthEndpoint, healthProbe } from './health-endpoint.ts';
import type { PartContext } from './part-context.ts';

/** Gives pods their node. */
export function kubeScheduler(context: PartContext): Part {
  const { cluster, tools, ports, files, part } = context;
  const user = 'kube-scheduler';
  const kubeconfig = kubeconfigPath(cluster, user);
  return {
    name: part(user),
    command: tools.binaries[user],
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      ...healthEndpoint(files, ports.scheduler),
    ],
    env: { GOGC: '50' },
    after: [part('kube-apiserver')],
    ports: [ports.scheduler],
    prepare: () =>
      writeKubeconfig(cluster, {
        user,
        token: cluster.secrets.schedulerToken,
      }),
    ready: healthProbe(files, ports.scheduler),
  };
}
