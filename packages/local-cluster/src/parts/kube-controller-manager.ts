import { kubeconfigPath, writeKubeconfig } from '../kubernetes/kubeconfig.ts';
import type { Part } from '../part.ts';
import { healthEndpoint, healthProbe } from './health-endpoint.ts';
import type { PartContext } from './part-context.ts';

/** What a cluster without machines, volumes or certificate requests can do without. */
const unneeded = [
  'bootstrap-signer-controller',
  'certificatesigningrequest-approving-controller',
  'certificatesigningrequest-cleaner-controller',
  'certificatesigningrequest-signing-controller',
  'cloud-node-lifecycle-controller',
  'legacy-serviceaccount-token-cleaner-controller',
  'node-ipam-controller',
  'node-route-controller',
  'service-lb-controller',
  'token-cleaner-controller',
  'validatingadmissionpolicy-status-controller',
];

/** The controllers behind Deployments, Jobs, namespaces and the rest. */
export function kubeControllerManager(context: PartContext): Part {
  const { cluster, tools, ports, files, part } = context;
  const user = 'kube-controller-manager';
  const kubeconfig = kubeconfigPath(cluster, user);
  return {
    name: part(user),
    command: tools.binaries[user],
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.apiServerCertificate}`,
      '--leader-elect=false',
      `--controllers=*,${unneeded.map(name => `-${name}`).join(',')}`,
      ...healthEndpoint(files, ports.controllerManager),
    ],
    env: { GOGC: '50' },
    after: [part('kube-apiserver')],
    ports: [ports.controllerManager],
    prepare: () =>
      writeKubeconfig(cluster, {
        user,
        token: cluster.secrets.controllerManagerToken,
      }),
    ready: healthProbe(files, ports.controllerManager),
  };
}
