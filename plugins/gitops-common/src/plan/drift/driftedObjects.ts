import type { JsonObject } from '@backstage/types';
import { Masker } from '../masking/Masker';
import { maskObject } from '../masking/maskObject';
import { diffFields } from '../objects/diffFields';
import { apiGroup, objectId } from '../objects/identity';
import { asObject, asText } from '../objects/json';
import type { KubernetesObject } from '../objects/KubernetesObject';
import type { FieldChange } from '../plan';
import type { LiveObject } from './LiveObject';

/** A live object that is not what Git says, masked. */
export interface DriftedObject {
  id: string;
  /** `before` is what is there, `after` what applying would make of it. */
  fields: FieldChange[];
}

// Argo CD writes them to know its own, and Kubernetes to remember what it did.
const OWN_ANNOTATIONS = new Set([
  'argocd.argoproj.io/tracking-id',
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
]);
const OWN_LABELS = new Set([
  'app.kubernetes.io/instance',
  'argocd.argoproj.io/instance',
]);

/**
 * The objects of an Application that somebody changed where Git has a say. What controllers own is left out:
 * status, the numbers of an autoscaler, the marks of Argo CD. So are Secrets, altogether.
 */
export function driftedObjects(
  objects: readonly LiveObject[],
): DriftedObject[] {
  const masker = new Masker();
  const scaled = new Set(objects.flatMap(({ live }) => scaleTarget(live)));
  return objects.flatMap(({ live, expected }) => {
    if (live === expected || isSecret(live)) {
      return [];
    }
    const isScaled = scaled.has(scaleKey(live.kind, live.metadata));
    const object = masker.object();
    // First, so that what is `(hidden, changed)` is on the cluster.
    const wanted = maskObject(withoutOwn(expected, isScaled), object);
    const there = maskObject(withoutOwn(live, isScaled), object);
    const fields = diffFields(there, wanted);
    return fields.length > 0 ? [{ id: objectId(live), fields }] : [];
  });
}

function isSecret(object: KubernetesObject): boolean {
  return object.kind === 'Secret' && apiGroup(object) === '';
}

/** What an autoscaler sets the replicas of. */
function scaleTarget(object: KubernetesObject): string[] {
  if (object.kind !== 'HorizontalPodAutoscaler') {
    return [];
  }
  const { kind, name } = asObject(asObject(object.spec).scaleTargetRef);
  const { namespace } = object.metadata;
  return [scaleKey(asText(kind), { name: asText(name), namespace })];
}

function scaleKey(
  kind: string,
  { namespace = '', name }: KubernetesObject['metadata'],
): string {
  return `${kind}/${namespace}/${name}`;
}

/** An object without what controllers own. */
function withoutOwn(
  object: KubernetesObject,
  isScaled: boolean,
): KubernetesObject {
  const { status: _status, metadata, ...content } = object;
  const { name, namespace, labels, annotations } = metadata;
  const { replicas: _replicas, ...spec } = asObject(content.spec);
  return {
    ...content,
    ...(isScaled && { spec }),
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      labels: without(asObject(labels), OWN_LABELS),
      annotations: without(asObject(annotations), OWN_ANNOTATIONS),
    },
  };
}

function without(values: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !names.has(name)),
  );
}
