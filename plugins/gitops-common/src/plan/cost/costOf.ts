import type { JsonObject, JsonValue } from '@backstage/types';
import { apiGroup } from '../objects/identity';
import { asObject, asText } from '../objects/json';
import type { KubernetesObject } from '../objects/KubernetesObject';
import type { Cost } from '../plan';
import { podRequests } from './podRequests';

const NANOS_PER_MILLI = 1_000_000;
const NANOS_PER_MEBIBYTE = 1_000_000_000 * 1024 * 1024;

/**
 * What the objects of an overlay ask one cluster for: Deployments and StatefulSets with their replicas,
 * or the minimum of their autoscaler, Pods, and instances of CloudNativePG Clusters. DaemonSets are not
 * counted, because only the cluster knows its nodes; nor are Jobs and CronJobs, which end.
 */
export function costOf(objects: readonly KubernetesObject[]): Cost {
  const minima = autoscalerMinima(objects);
  let replicas = 0;
  let cpu = 0n;
  let memory = 0n;
  for (const object of objects) {
    const [count, pod] = pods(object);
    const wanted =
      minima.get(target(object, object.kind, object.metadata.name)) ?? count;
    replicas += wanted;
    cpu += BigInt(wanted) * podRequests(pod, 'cpu');
    memory += BigInt(wanted) * podRequests(pod, 'memory');
  }
  return {
    replicas,
    cpuMillis: Math.ceil(Number(cpu) / NANOS_PER_MILLI),
    memoryMiB: Math.ceil(Number(memory) / NANOS_PER_MEBIBYTE),
  };
}

/** How many pods an object asks for, and the spec of one. */
function pods(object: KubernetesObject): [number, JsonObject] {
  const spec = asObject(object.spec);
  const template = asObject(asObject(spec.template).spec);
  switch (`${apiGroup(object)}/${object.kind}`) {
    case 'apps/Deployment':
    case 'apps/StatefulSet':
    case 'apps/ReplicaSet':
      return [whole(spec.replicas, 1), template];
    case '/Pod':
      return [1, spec];
    case 'postgresql.cnpg.io/Cluster':
      return [whole(spec.instances, 1), { containers: [spec] }];
    default:
      return [0, {}];
  }
}

function autoscalerMinima(
  objects: readonly KubernetesObject[],
): Map<string, number> {
  return new Map(
    objects
      .filter(object => object.kind === 'HorizontalPodAutoscaler')
      .map(object => {
        const spec = asObject(object.spec);
        const scaled = asObject(spec.scaleTargetRef);
        return [
          target(object, asText(scaled.kind), asText(scaled.name)),
          whole(spec.minReplicas, 1),
        ];
      }),
  );
}

function target(object: KubernetesObject, kind: string, name: string) {
  return `${object.metadata.namespace ?? ''}/${kind}/${name}`;
}

/** A count of pods, in bounds that keep sums exact whatever a manifest says. */
function whole(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? Math.min(value, 1_000_000)
    : otherwise;
}
