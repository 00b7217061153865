import { join } from 'node:path';
import { clusterFiles } from '../cluster-files.ts';
import type { BootstrapOptions, ClusterOptions } from '../cluster-options.ts';
import { withAdminClient } from '../kubernetes/cluster-client.ts';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';
import { requestToken } from '../kubernetes/service-account-token.ts';
import type { Tools } from '../tools/tools.ts';
import { writePrivateFile } from '../write-private-file.ts';
import {
  argocdNamespace,
  argocdSettings,
  repositoryCredentials,
} from './argocd-settings.ts';
import { readObjects } from './assets.ts';
import { awaitEstablished } from './await-established.ts';
import { kwokRights } from './kwok-rights.ts';
import { node } from './node.ts';
import { portalAccount, portalRights } from './portal-account.ts';
import {
  closedDefaultProject,
  platformProject,
  rootApplication,
} from './root-application.ts';

/**
 * Gives a cluster whose API server is ready everything that the other parts and
 * the portal need: a node, the kinds of Argo CD and of what it deploys, settings and rights, the portal's
 * account with a new token in `portal.token`, and the root Application.
 * Idempotent; run it at every start, which also renews the token.
 */
export async function bootstrapCluster(
  cluster: ClusterOptions,
  tools: Pick<Tools, 'assets' | 'crds'>,
  options: BootstrapOptions,
): Promise<void> {
  const asset = (...path: string[]) => readObjects(join(tools.assets, ...path));
  const kinds = [
    ...(await asset('argocd', 'crds')),
    ...(await readObjects(tools.crds)),
  ];
  await withAdminClient(cluster, async client => {
    await applyAll(client, [
      namespace(argocdNamespace),
      node(cluster),
      ...(await asset('kwok', 'rights')),
      ...kwokRights(),
      ...portalRights(),
      ...kinds,
    ]);
    // Under a name of their own, so that our settings add to the defaults.
    const defaults = inArgocd(await asset('argocd', 'config'));
    await applyAll(client, defaults, 'argocd-defaults');
    await applyAll(client, [
      ...argocdSettings(cluster, options),
      repositoryCredentials(options),
    ]);
    await awaitEstablished(client, kinds);
    // From then on the GitOps repository describes it.
    await client.applyIfMissing(platformProject(options));
    await applyAll(client, [
      closedDefaultProject(),
      rootApplication(options),
      // Last, for Argo CD starts when it has accounts, and ends where it finds no settings.
      ...inArgocd(await asset('argocd', 'rights')),
    ]);
    const token = await requestToken(client, portalAccount);
    await writePrivateFile(clusterFiles(cluster).portalToken, token);
  });
}

async function applyAll(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  owner?: string,
): Promise<void> {
  for (const object of objects) {
    await client.apply(object, owner);
  }
}

/** Upstream leaves the namespace of objects and of their subjects to the installation. */
function inArgocd(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.map(({ subjects, ...object }) => ({
    ...object,
    metadata: { ...object.metadata, namespace: argocdNamespace },
    ...(Array.isArray(subjects)
      ? {
          subjects: subjects.map(subject => ({
            ...subject,
            namespace: argocdNamespace,
          })),
        }
      : {}),
  }));
}

function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
