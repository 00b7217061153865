import { clusterFiles, type ClusterFiles } from '../cluster-files.ts';
import type { ClusterOptions } from '../cluster-options.ts';
import { clusterPorts, type ClusterPorts } from '../cluster-ports.ts';
import type { Tools } from '../tools/tools.ts';

/** What every part of one cluster is made from. */
export interface PartContext {
  cluster: ClusterOptions;
  tools: Tools;
  ports: ClusterPorts;
  files: ClusterFiles;
  /** The full name of a part of this cluster, such as `yc/etcd`. */
  part(name: string): string;
}

/** The context of `cluster`'s parts. */
export function partContext(
  cluster: ClusterOptions,
  tools: Tools,
): PartContext {
  return {
    cluster,
    tools,
    ports: clusterPorts(cluster.basePort),
    files: clusterFiles(cluster),
    part: name => `${cluster.name}/${name}`,
  };
}
