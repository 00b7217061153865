import type { JsonObject, JsonValue } from '@backstage/types';
import { asList, asObject } from '../objects/json';
import { parseQuantity } from '../objects/quantity';

/** What is counted of a pod. */
export type Resource = 'cpu' | 'memory';

/**
 * What the scheduler sets aside for one pod, in billionths: the sum of its containers, or what its
 * start needs where that is more. Init containers run one after the other, each beside the sidecars
 * that started before it. As `PodRequests` of k8s.io/component-helpers/resource computes it; see
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podRequests(spec: JsonObject, resource: Resource): bigint {
  let running = asList(spec.containers).reduce<bigint>(
    (sum, container) => sum + request(container, resource),
    0n,
  );
  let sidecars = 0n;
  let starting = 0n;
  for (const container of asList(spec.initContainers)) {
    const own = request(container, resource);
    if (asObject(container).restartPolicy === 'Always') {
      running += own;
      sidecars += own;
      starting = max(starting, sidecars);
    } else {
      starting = max(starting, sidecars + own);
    }
  }
  const overhead = parseQuantity(asObject(spec.overhead)[resource]) ?? 0n;
  // What the pod asks for as a whole is in place of what its containers ask for.
  return (pick(spec, resource) ?? max(running, starting)) + overhead;
}

function request(container: JsonValue, resource: Resource): bigint {
  return pick(asObject(container), resource) ?? 0n;
}

/** The request, or the limit, which Kubernetes takes for a request that is missing. */
function pick(holder: JsonObject, resource: Resource): bigint | undefined {
  const { requests, limits } = asObject(holder.resources);
  return (
    parseQuantity(asObject(requests)[resource]) ??
    parseQuantity(asObject(limits)[resource])
  );
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
