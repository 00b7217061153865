import { join } from 'node:path';
import { nodeName } from '../bootstrap/node.ts';
import { withAdminClient } from '../kubernetes/cluster-client.ts';
import { KubernetesError } from '../kubernetes/kubernetes-error.ts';
import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { clusterLogsYaml, simulatedLog } from '../stages/pod-logs.ts';
import { ingressStagesYaml } from '../stages/ingress-stages.ts';
import { podStagesYaml } from '../stages/pod-stages.ts';
import { writePrivateFile } from '../write-private-file.ts';
import type { PartContext } from './part-context.ts';
import { serviceAccountAccess } from './service-account-part.ts';

/** Plays the kubelet and the ingress controller: the node is Ready, and pods become what the stages say. */
export function kwok(context: PartContext): Part {
  const { tools, ports, files, part } = context;
  const access = serviceAccountAccess(context, {
    namespace: 'kube-system',
    name: 'kwok-controller',
  });
  const server = `127.0.0.1:${ports.kwok}`;
  return {
    name: part('kwok'),
    command: tools.binaries.kwok,
    args: [
      `--kubeconfig=${access.kubeconfig}`,
      '--manage-all-nodes=true',
      // Where the API server asks for logs, as it would a kubelet.
      '--node-ip=127.0.0.1',
      `--node-port=${ports.kwok}`,
      // Without, there is no lease and the node turns NotReady within a minute.
      '--node-lease-duration-seconds=40',
      `--server-address=${server}`,
      `--config=${join(tools.assets, 'kwok', 'stages', 'node-initialize.yaml')}`,
      `--config=${join(tools.assets, 'kwok', 'stages', 'node-heartbeat-with-lease.yaml')}`,
      `--config=${files.stages}`,
      `--config=${files.podLogRule}`,
    ],
    env: { GOGC: '50' },
    after: [part('kube-apiserver')],
    ports: [ports.kwok],
    prepare: async () => {
      await writePrivateFile(
        files.stages,
        [podStagesYaml(), ingressStagesYaml()].join('---\n'),
      );
      await writePrivateFile(files.podLog, simulatedLog());
      await writePrivateFile(files.podLogRule, clusterLogsYaml(files.podLog));
      await access.prepare();
      await dropNodeLease(context);
    },
    ready: signal => httpReady(`http://${server}/healthz`, signal),
  };
}

/** The lease of a kwok that was killed would keep the next one from the node for 40 seconds. */
async function dropNodeLease({ cluster }: PartContext): Promise<void> {
  const lease = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${nodeName(cluster)}`;
  try {
    await withAdminClient(cluster, client => client.request('DELETE', lease));
  } catch (error) {
    const missing = error instanceof KubernetesError && error.status === 404;
    if (!missing) {
      throw error;
    }
  }
}
