import { join } from 'node:path';
import {
  bootstrapCluster,
  clusterFiles,
  clusterParts,
  clusterPorts,
  createClusterSecrets,
  type ClusterOptions,
} from '@slipway/local-cluster';
import { Supervisor } from '../supervisor/supervisor.ts';
import { unusedPorts } from '../system/ports.ts';
import type { Counts, SuiteContext } from './suite.ts';

/** What tests reach in a cluster that has no Argo CD and no nodes. */
export interface ApiServer {
  /** Of the API server, whose kinds are those that components use. */
  url: string;
  caFile: string;
  /** An administrator's. */
  token: string;
  /** Of a Redis beside it, with its password. */
  redisUrl: string;
}

/** Runs an API server that knows every kind, and a Redis, for as long as the work takes. */
export async function withApiServer(
  context: SuiteContext,
  work: (server: ApiServer) => Promise<Counts>,
): Promise<Counts> {
  const tools = await context.tools();
  const cluster: ClusterOptions = {
    name: 'test',
    basePort: await unusedPorts(Object.keys(clusterPorts(0)).length),
    dir: join(context.reports, 'cluster'),
    secrets: createClusterSecrets(),
  };
  const names = ['test/etcd', 'test/kube-apiserver', 'test/redis'];
  const parts = clusterParts(cluster, tools);
  const supervisor = new Supervisor({ logsDir: context.reports });
  try {
    await supervisor.add(parts.filter(({ name }) => names.includes(name)));
    await supervisor.ready(...names);
    // For its kinds; what it says of a repository is read by Argo CD, which does not run.
    await bootstrapCluster(cluster, tools, {
      repository: {
        url: 'http://127.0.0.1/none',
        username: '',
        token: '',
        webhookSecret: '',
      },
      rootPath: 'none',
    });
    const { apiServer, redis } = clusterPorts(cluster.basePort);
    const { adminToken, redisPassword } = cluster.secrets;
    return await work({
      url: `https://127.0.0.1:${apiServer}`,
      caFile: clusterFiles(cluster).apiServerCertificate,
      token: adminToken,
      redisUrl: `redis://:${redisPassword}@127.0.0.1:${redis}`,
    });
  } finally {
    await supervisor.stop();
  }
}
