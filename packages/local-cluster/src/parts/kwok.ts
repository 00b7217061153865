import { join } from 'node:path';
import { nodeName } from '../bootstrap/node.ts';
import { awaitPublished } from '../kubernetes/await-published.ts';
import { withAdminClient } from '../kubernetes/cluster-client.ts';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import { KubernetesError } from '../kubernetes/kubernetes-error.ts';
import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { clusterLogsYaml, simulatedLog } from '../stages/pod-logs.ts';
import { playedKinds } from '../stages/played-kinds.ts';
import { podStagesYaml } from '../stages/pod-stages.ts';
import { statusStagesYaml } from '../stages/status-stages.ts';
import { writePrivateFile } from '../write-private-file.ts';
import type { PartContext } from './part-context.ts';
import { serviceAccountAccess } from './service-account-part.ts';

/** Plays the kubelet, and the controllers of some kinds more: the node is Ready, and objects become what the stages say. */
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
        [podStagesYaml(), statusStagesYaml()].join('---\n'),
      );
      await writePrivateFile(files.podLog, simulatedLog());
      await writePrivateFile(files.podLogRule, clusterLogsYaml(files.podLog));
      await access.prepare();
      await withAdminClient(context.cluster, awaitPlayedKinds);
      await dropNodeLease(context);
    },
    ready: signal => httpReady(`http://${server}/healthz`, signal),
  };
}

/** kwok reads the schema of what it plays when it starts, and ends where there is none yet. */
async function awaitPlayedKinds(client: KubernetesClient): Promise<void> {
  for (const { group, version, resource } of playedKinds) {
    await awaitPublished(client, `${group}/${version}`, resource);
  }
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
