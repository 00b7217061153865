import type {
  KubernetesObject,
  LiveObject,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** Reply of `GET /api/v1/applications/{name}/managed-resources`. No items are left out. */
export const managedResourcesSchema = z.object({
  items: z
    .array(
      z.object({
        group: z.string().optional(),
        kind: z.string(),
        hook: z.boolean().optional(),
        // Objects as JSON in a text, and `null` for what is not there.
        targetState: z.string(),
        liveState: z.string(),
        // The same, as they are compared.
        normalizedLiveState: z.string().default(''),
        predictedLiveState: z.string().default(''),
      }),
    )
    .nullish(),
});

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/**
 * What is on the cluster and in Git, both as Argo CD compares them: without what an Application ignores, with
 * what the API server fills in.
 *
 * @throws if a state is no object
 */
export function toLiveObjects(
  reply: z.infer<typeof managedResourcesSchema>,
): LiveObject[] {
  return (reply.items ?? []).flatMap(item => {
    const { normalizedLiveState: live, predictedLiveState: expected } = item;
    // Argo CD hides what a Secret says; that there is one is nothing to compare either.
    if (item.hook || (item.kind === 'Secret' && !item.group)) {
      return [];
    }
    // What is on one side only comes or goes as a whole: nothing of it is overwritten.
    if (item.targetState === 'null' || item.liveState === 'null') {
      return [];
    }
    const there = parse(live);
    return [
      { live: there, expected: expected === live ? there : parse(expected) },
    ];
  });
}

function parse(text: string): KubernetesObject {
  return objectSchema.parse(JSON.parse(text)) as KubernetesObject;
}
