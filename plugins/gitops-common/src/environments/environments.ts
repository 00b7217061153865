import { z } from 'zod';
import { environmentNameSchema } from '../names';
import { isTimeZone } from './timeZone';

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

const durationSchema = z
  .string()
  .regex(
    /^[1-9][0-9]{0,3}[mhd]$/,
    'Write a whole number and a unit, as in 30m, 12h or 7d',
  );

/** Conditions that a promotion into an environment must meet. */
export const gatesSchema = z.strictObject({
  approvals: z.int().min(0).max(10).optional(),
  /** Instead of `approvals`, where going back should need fewer than going on. */
  approvalsForRollback: z.int().min(0).max(10).optional(),
  healthyIn: z.array(environmentNameSchema).min(1).max(50).optional(),
  healthyFor: durationSchema.optional(),
});

const reasonSchema = z.string().min(1).max(200);
const dayTimeSchema = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Write a time as 18:00');
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A time in which nothing is promoted: once, from moment to moment, or every week. */
export const freezeWindowSchema = z.union([
  z.strictObject({
    reason: reasonSchema,
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
  }),
  z.strictObject({
    reason: reasonSchema,
    days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
    start: dayTimeSchema.optional(),
    end: dayTimeSchema.optional(),
    timeZone: z
      .string()
      .max(64)
      .regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/, 'Write a zone as UTC')
      .default('UTC'),
  }),
]);

/** How many previews a component may have at a time, and how long one lives. */
export const previewsSchema = z.strictObject({
  limit: z.int().min(1).max(50),
  lifetime: durationSchema,
});

/** What serves Ingresses on every cluster; Traefik where the file does not say. */
export const ingressSchema = z.strictObject({
  controller: z.enum(['traefik', 'nginx']).default('traefik'),
});

/** A promotion target, on one or more clusters. */
export const environmentSchema = z.strictObject({
  name: environmentNameSchema,
  title: z.string().min(1).max(100).optional(),
  description: z.string().max(1000).optional(),
  clusters: z.array(environmentNameSchema).min(1).max(50),
  sync: syncPolicySchema.prefault({}),
  /** `automatic`: merged without a pull request as soon as the other gates are open. */
  promotion: z.enum(['pull-request', 'automatic']).optional(),
  gates: gatesSchema.optional(),
  freezeWindows: z.array(freezeWindowSchema).max(50).optional(),
  previews: previewsSchema.optional(),
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
    ingress: ingressSchema.optional(),
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
    const earlier = new Set<string>();
    value.environments.forEach((environment, index) => {
      const at = ['environments', index];
      environment.gates?.healthyIn?.forEach((name, position) => {
        if (!earlier.has(name)) {
          complain(
            [...at, 'gates', 'healthyIn', position],
            `"${name}" is not an environment before this one`,
          );
        }
      });
      environment.freezeWindows?.forEach((window, position) => {
        if (
          'from' in window &&
          Date.parse(window.from) >= Date.parse(window.until)
        ) {
          complain(
            [...at, 'freezeWindows', position, 'until'],
            'it ends before it begins',
          );
        }
        if ('timeZone' in window && !isTimeZone(window.timeZone)) {
          complain(
            [...at, 'freezeWindows', position, 'timeZone'],
            `"${window.timeZone}" is not a time zone`,
          );
        }
      });
      if (
        environment.promotion === 'automatic' &&
        environment.gates?.approvals
      ) {
        complain(
          [...at, 'promotion'],
          'nobody can approve what is promoted without a pull request; take gates.approvals away',
        );
      }
      earlier.add(environment.name);
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
/** See {@link gatesSchema}. */
export type Gates = z.infer<typeof gatesSchema>;
/** See {@link freezeWindowSchema}. */
export type FreezeWindow = z.infer<typeof freezeWindowSchema>;
/** See {@link previewsSchema}. */
export type PreviewLimits = z.infer<typeof previewsSchema>;
/** See {@link ingressSchema}. */
export type IngressSettings = z.infer<typeof ingressSchema>;
/** See {@link environmentSchema}. */
export type Environment = z.infer<typeof environmentSchema>;
/** See {@link clusterSchema}. */
export type Cluster = z.infer<typeof clusterSchema>;
/** See {@link environmentsSchema}. */
export type Environments = z.infer<typeof environmentsSchema>;
