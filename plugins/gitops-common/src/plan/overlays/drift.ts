import type { JsonObject, JsonValue } from '@backstage/types';
import type { LiveObjects } from '../input';
import type { Masker } from '../masking/Masker';
import { maskObject } from '../masking/maskObject';
import { byId } from '../objects/compareObjects';
import { diffFields } from '../objects/diffFields';
import { objectId } from '../objects/identity';
import { isObject } from '../objects/json';
import { kubernetesObjects } from '../objects/kubernetesObjects';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { commonKey, labelBy } from '../objects/listKeys';
import type { OverlayPlan } from '../plan';

type Drift = NonNullable<OverlayPlan['drift']>[string];

/**
 * What somebody changed on a cluster that applying the head would overwrite: fields that differ from the base,
 * and from the head as well. `before` is what is there, `after` what will be. Fields that Git does not name are
 * the cluster's own and stay.
 */
export function driftOf(
  base: readonly KubernetesObject[],
  head: readonly KubernetesObject[],
  live: LiveObjects,
  masker: Masker,
): Drift {
  if ('unknown' in live) {
    return { unknown: live.unknown, objects: [] };
  }
  const [bases, lives] = [byId(base), byId(kubernetesObjects(live.objects))];
  const objects = head.flatMap(wanted => {
    const [was, is] = [
      bases.get(objectId(wanted)),
      lives.get(objectId(wanted)),
    ];
    if (!was || !is) {
      return [];
    }
    const object = masker.object();
    const before = maskObject(was, object);
    const after = maskObject(wanted, object);
    const there = maskObject(is, object);
    const drifted = new Set(
      diffFields(before, restrict(there, before)).map(({ path }) => path),
    );
    const fields = diffFields(restrict(there, after), after).filter(
      ({ path }) => drifted.has(path),
    );
    return fields.length > 0 ? [{ id: objectId(after), fields }] : [];
  });
  return { objects };
}

/** As much of a live object as a manifest names. */
function restrict(
  live: KubernetesObject,
  manifest: KubernetesObject,
): KubernetesObject {
  return pick(live, manifest, '') as KubernetesObject;
}

function pick(live: JsonValue, manifest: JsonValue, field: string): JsonValue {
  if (Array.isArray(live) && Array.isArray(manifest)) {
    const key = commonKey(field, [live, manifest]);
    return key
      ? live.flatMap(item => {
          const label = labelBy(key, item);
          const named = manifest.find(one => labelBy(key, one) === label);
          return named === undefined ? [] : [pick(item, named, '')];
        })
      : live.map((item, index) =>
          manifest[index] === undefined
            ? item
            : pick(item, manifest[index], ''),
        );
  }
  if (!isObject(live) || !isObject(manifest)) {
    return live;
  }
  const result: JsonObject = {};
  for (const [name, child] of Object.entries(manifest)) {
    const own = Object.hasOwn(live, name) ? live[name] : undefined;
    if (own !== undefined && child !== undefined) {
      result[name] = pick(own, child, name);
    }
  }
  return result;
}
