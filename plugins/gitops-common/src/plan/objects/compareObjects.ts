import type { Masker } from '../masking/Masker';
import { maskObject } from '../masking/maskObject';
import type { ObjectChange, ObjectManifests } from '../plan';
import { countLines } from './countLines';
import { diffFields } from './diffFields';
import { objectId } from './identity';
import type { KubernetesObject } from './KubernetesObject';
import { writeYaml } from './writeYaml';

/** The objects that differ, and their manifests in the same order. */
export interface ObjectComparison {
  objects: ObjectChange[];
  manifests: ObjectManifests[];
}

/**
 * Compares the objects of an overlay, masked. Those of the head come first and in its order.
 *
 * @param fate - what becomes of an object that the head lacks
 */
export function compareObjects(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  fate: (object: KubernetesObject) => 'pruned' | 'removed',
  masker: Masker,
): ObjectComparison {
  const result: ObjectComparison = { objects: [], manifests: [] };
  const [base, head] = [byId(before), byId(after)];
  for (const id of new Set([...head.keys(), ...base.keys()])) {
    const [one, other] = [base.get(id), head.get(id)];
    const object = masker.object();
    const was = one && maskObject(one, object);
    const is = other && maskObject(other, object);
    const fields = was && is ? diffFields(was, is) : [];
    const shown = is ?? was;
    if (shown && (!was || !is || fields.length > 0)) {
      const manifests = {
        before: was && writeYaml(was),
        after: is && writeYaml(is),
      };
      result.objects.push({
        ...describe(shown),
        change: one && !other ? fate(one) : appearance(was),
        fields,
        lines: countLines(manifests.before ?? '', manifests.after ?? ''),
      });
      result.manifests.push({ id: objectId(shown), ...manifests });
    }
  }
  return result;
}

/** Objects by id; of several with one id the last, which is the one that stays applied. */
function byId(
  objects: readonly KubernetesObject[],
): Map<string, KubernetesObject> {
  return new Map(objects.map(object => [objectId(object), object]));
}

/** What happens to an object that the head has. */
function appearance(before: KubernetesObject | undefined) {
  return before ? 'changed' : 'added';
}

function describe(object: KubernetesObject) {
  const { namespace, name } = object.metadata;
  return {
    id: objectId(object),
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== undefined && { namespace }),
    name,
  };
}
