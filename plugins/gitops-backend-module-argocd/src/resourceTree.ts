import {
  type FailingPods,
  healthStatusSchema,
  type LiveObjectSummary,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { MAX_MESSAGE } from './applicationList';

const nodeSchema = z.object({
  group: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string(),
  uid: z.string().optional(),
  parentRefs: z.array(z.object({ uid: z.string().optional() })).nullish(),
  createdAt: z.iso.datetime({ offset: true }).nullish().catch(undefined),
  health: z
    .object({ status: z.string().optional(), message: z.string().optional() })
    .nullish(),
  info: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});

/** Reply of `GET /api/v1/applications/{name}/resource-tree`. No nodes are `null`. */
export const resourceTreeSchema = z.object({
  nodes: z.array(nodeSchema).nullish(),
});

/** Address of the tree of an Application. */
export function treePath(one: {
  application: { name: string };
  namespace?: string;
}): string {
  const { application, namespace } = one;
  const query = namespace
    ? `?${new URLSearchParams({ appNamespace: namespace })}`
    : '';
  return `/api/v1/applications/${encodeURIComponent(
    application.name,
  )}/resource-tree${query}`;
}

/** Most objects that are passed on of a tree. */
const MAX_OBJECTS = 1_000;

/** The objects of a tree. A word for health that is not known is `Unknown`, which is never good. */
export function toObjects(
  tree: z.infer<typeof resourceTreeSchema>,
): LiveObjectSummary[] {
  return (tree.nodes ?? []).slice(0, MAX_OBJECTS).map(node => {
    const { group = '', kind = '', namespace, name, health } = node;
    return {
      id: node.uid || [group, kind, namespace, name].join('/'),
      parent: node.parentRefs?.[0]?.uid || undefined,
      group,
      kind,
      namespace: namespace || undefined,
      name,
      health: health?.status
        ? healthStatusSchema.catch('Unknown').parse(health.status)
        : undefined,
      message: health?.message?.slice(0, MAX_MESSAGE) || undefined,
      createdAt: node.createdAt ?? undefined,
    };
  });
}

/**
 * The pods that Argo CD calls Degraded, and the most frequent reason. Pods that start are Progressing, as are those
 * that are being deleted, and do not count.
 */
export function failingPods(
  tree: z.infer<typeof resourceTreeSchema>,
): FailingPods | undefined {
  const failing = (tree.nodes ?? [])
    .filter(
      node =>
        node.kind === 'Pod' &&
        !node.group &&
        node.health?.status === 'Degraded',
    )
    .map(({ name, health, info }) => {
      const reason = info?.find(one => one.name === 'Status Reason')?.value;
      return {
        name,
        message: health?.message || reason || 'not ready after a restart',
        // Messages of the kubelet name the pod, so that the same trouble reads differently in each.
        trouble: reason ?? health?.message,
      };
    })
    // The order of a tree may change; who looks twice shall see the same pod.
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const counts = new Map<string | undefined, number>();
  for (const { trouble } of failing) {
    counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const example = failing.find(({ trouble }) => counts.get(trouble) === most);
  return (
    example && {
      pods: failing.length,
      example: example.name,
      message: example.message.slice(0, MAX_MESSAGE),
    }
  );
}
