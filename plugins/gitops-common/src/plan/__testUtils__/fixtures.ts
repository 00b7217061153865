import type { JsonObject } from '@backstage/types';
import { environmentsSchema } from '../../environments/environments';
import { type Overlay, overlayPath } from '../../overlays/overlays';
import type { PlanInput, PlanSide, RenderedOverlay } from '../input';
import type { KubernetesObject } from '../objects/KubernetesObject';

/** Every environment syncs by itself and prunes. */
export const sync = { automated: true, prune: true, selfHeal: true };

/** dev on yc, prod on yc and vk. */
export const environments = environmentsSchema.parse({
  apiVersion: 'slipway.dev/v1alpha1',
  kind: 'Environments',
  environments: [
    { name: 'dev', clusters: ['yc'], sync },
    { name: 'prod', clusters: ['yc', 'vk'], sync },
  ],
  clusters: [{ name: 'yc' }, { name: 'vk' }],
});

/** An object in the namespace `shop-prod`, unless its metadata says otherwise. */
export function object(
  kind: string,
  name: string,
  content: JsonObject = {},
  metadata: JsonObject = {},
): KubernetesObject {
  const group: Record<string, string> = {
    Deployment: 'apps/v1',
    StatefulSet: 'apps/v1',
    Ingress: 'networking.k8s.io/v1',
    HorizontalPodAutoscaler: 'autoscaling/v2',
  };
  return {
    apiVersion: group[kind] ?? 'v1',
    kind,
    metadata: { name, namespace: 'shop-prod', ...metadata },
    ...content,
  };
}

/** A Deployment of one container. */
export function deployment(
  name: string,
  container: JsonObject = {},
  spec: JsonObject = {},
  metadata: JsonObject = {},
): KubernetesObject {
  return object(
    'Deployment',
    name,
    {
      spec: {
        ...spec,
        template: {
          spec: {
            containers: [{ name: 'backend', image: 'shop:1', ...container }],
          },
        },
      },
    },
    metadata,
  );
}

/** A rendered overlay of the component `shop` in prod, unless it says otherwise. */
export function rendered(
  objects: readonly KubernetesObject[],
  rest: Partial<Omit<RenderedOverlay, 'overlay'>> & {
    overlay?: Partial<Overlay>;
  } = {},
): RenderedOverlay {
  const overlay = { component: 'shop', environment: 'prod', ...rest.overlay };
  return {
    application: `${overlay.component}-${overlay.environment}`,
    clusters: overlay.environment === 'dev' ? ['yc'] : ['yc', 'vk'],
    sync,
    findings: [],
    ...rest,
    overlay,
    objects,
  };
}

/** A commit with these overlays. */
export function side(
  overlays: readonly RenderedOverlay[],
  rest: Partial<PlanSide> = {},
): PlanSide & { commit: string } {
  return {
    commit: 'b'.repeat(40),
    environments,
    overlays: new Map(overlays.map(one => [overlayPath(one.overlay), one])),
    projects: new Map(),
    findings: [],
    ...rest,
  };
}

/** What a plan of two sides is computed from. */
export function planInput(
  base: PlanInput['base'],
  head: PlanSide,
  rest: Partial<PlanInput> = {},
): PlanInput {
  return {
    id: 'plan-1',
    base,
    head: { ...head, commit: 'c'.repeat(40) },
    changedFiles: [],
    untouched: [],
    now: new Date('2026-11-21T12:00:00Z'),
    ...rest,
  };
}
