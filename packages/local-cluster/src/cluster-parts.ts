import type { ClusterOptions } from './cluster-options.ts';
import type { Part } from './part.ts';
import { argocdApplicationController } from './parts/argocd-application-controller.ts';
import { argocdApplicationSetController } from './parts/argocd-applicationset-controller.ts';
import { argocdRepoServer } from './parts/argocd-repo-server.ts';
import { argocdServer } from './parts/argocd-server.ts';
import { etcd } from './parts/etcd.ts';
import { kubeApiServer } from './parts/kube-apiserver.ts';
import { kubeControllerManager } from './parts/kube-controller-manager.ts';
import { kubeScheduler } from './parts/kube-scheduler.ts';
import { kwok } from './parts/kwok.ts';
import { partContext } from './parts/part-context.ts';
import { redis } from './parts/redis.ts';
import type { Tools } from './tools/tools.ts';

/**
 * The processes of one cluster and its Argo CD, in the order of their start.
 * kwok and Argo CD wait in `prepare` for service accounts, so call
 * `bootstrapCluster` as soon as `<name>/kube-apiserver` is ready, without
 * waiting for the other parts.
 */
export function clusterParts(cluster: ClusterOptions, tools: Tools): Part[] {
  const context = partContext(cluster, tools);
  return [
    etcd(context),
    redis(context),
    kubeApiServer(context),
    kubeControllerManager(context),
    kubeScheduler(context),
    kwok(context),
    argocdRepoServer(context),
    argocdApplicationController(context),
    argocdApplicationSetController(context),
    argocdServer(context),
  ];
}
