/** The TCP ports of one cluster, all on 127.0.0.1. */
export interface ClusterPorts {
  etcdClient: number;
  etcdPeer: number;
  apiServer: number;
  redis: number;
  repoServer: number;
  repoServerMetrics: number;
  controllerMetrics: number;
  applicationSetWebhook: number;
  applicationSetMetrics: number;
  applicationSetProbe: number;
  argocdServer: number;
  argocdServerMetrics: number;
  kwok: number;
  controllerManager: number;
  scheduler: number;
}

/** The ports of the cluster whose first port is `basePort`. */
export function clusterPorts(basePort: number): ClusterPorts {
  return {
    etcdClient: basePort,
    etcdPeer: basePort + 1,
    apiServer: basePort + 2,
    redis: basePort + 3,
    repoServer: basePort + 4,
    repoServerMetrics: basePort + 5,
    controllerMetrics: basePort + 6,
    applicationSetWebhook: basePort + 7,
    applicationSetMetrics: basePort + 8,
    applicationSetProbe: basePort + 9,
    argocdServer: basePort + 10,
    argocdServerMetrics: basePort + 11,
    kwok: basePort + 12,
    controllerManager: basePort + 13,
    scheduler: basePort + 14,
  };
}
