import { z } from 'zod';
import { environmentNameSchema } from '../names';

/** The version of the files that Slipway itself defines in a GitOps repository. */
export const GITOPS_API_VERSION = 'slipway.dev/v1alpha1';

/** The file that lists environments and clusters; the only place that does. */
export const ENVIRONMENTS_FILE = 'environments.yaml';

/** How Argo CD follows Git in an environment; the words are Argo CD's. */
export const syncPolicySchema = z.strictObject({
  automated: z.boolean().default(false),
  prune: z.boolean().default(false),
  selfHeal: z.boolean().default(false),
});

/** A promotion target, on one or more clusters. */
export const environmentSchema = z.strictObject({
  name: environmentNameSchema,
  title: z.string().min(1).max(100).optional(),
  description: z.string().max(1000).optional(),
  clusters: z.array(environmentNameSchema).min(1).max(50),
  sync: syncPolicySchema.prefault({}),
});

/** A Kubernetes cluster with its Argo CD. How to reach it is the portal's configuration. */
export const clusterSchema = z.strictObject({
  name: environmentNameSchema,
  title: z.string().min(1).max(100).optional(),
  description: z.string().max(1000).optional(),
});

/** The content of `environments.yaml`. The order of environments is the order of promotion. */
export const environmentsSchema = z
  .strictObject({
    apiVersion: z.literal(GITOPS_API_VERSION),
    kind: z.literal('Environments'),
    environments: z.array(environmentSchema).min(1).max(50),
    clusters: z.array(clusterSchema).min(1).max(50),
  })
  .superRefine((value, context) => {
    const complain = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const clusters = new Set<string>();
    value.clusters.forEach(({ name }, index) => {
      if (clusters.has(name)) {
        complain(['clusters', index, 'name'], `"${name}" is there twice`);
      }
      clusters.add(name);
    });
    const overlays = new Map<string, string>();
    value.environments.forEach((environment, index) => {
      const at = ['environments', index];
      environment.clusters.forEach((cluster, position) => {
        if (!clusters.has(cluster)) {
          complain(
            [...at, 'clusters', position],
            `"${cluster}" is not one of clusters`,
          );
        }
        if (environment.clusters.indexOf(cluster) !== position) {
          complain(
            [...at, 'clusters', position],
            `"${cluster}" is there twice`,
          );
        }
      });
      // Overlay directories are named after these, so two meanings of one name must not exist.
      for (const overlay of [
        environment.name,
        ...environment.clusters.map(
          cluster => `${environment.name}-${cluster}`,
        ),
      ]) {
        const other = overlays.get(overlay);
        if (other !== undefined) {
          complain(
            [...at, 'name'],
            `an overlay "${overlay}" could be of "${other}" or of "${environment.name}"`,
          );
        }
        overlays.set(overlay, environment.name);
      }
    });
  });

/** See {@link syncPolicySchema}. */
export type SyncPolicy = z.infer<typeof syncPolicySchema>;
/** See {@link environmentSchema}. */
export type Environment = z.infer<typeof environmentSchema>;
/** See {@link clusterSchema}. */
export type Cluster = z.infer<typeof clusterSchema>;
/** See {@link environmentsSchema}. */
export type Environments = z.infer<typeof environmentsSchema>;
