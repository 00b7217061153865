import type { JsonObject, JsonValue } from '@backstage/types';
import { isObject } from './json';

/**
 * By what Kubernetes tells the items of a list apart, by the field that holds the list: the merge keys
 * of its API (`patchMergeKey` and `x-kubernetes-list-map-keys`).
 */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ports: [['containerPort', 'protocol'], ['port', 'protocol'], ['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  hostAliases: [['ip']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  rules: [['host']],
  paths: [['path', 'pathType']],
  conditions: [['type']],
  ownerReferences: [['uid']],
  taints: [['key', 'effect']],
};

// Lists of objects of any kind, custom ones too, tell their items apart by name.
const BY_NAME: readonly (readonly string[])[] = [
  ['name'],
  ['name', 'namespace'],
];

/** How the items of a list are told apart: by the values of some fields. */
export type ListKey = readonly string[];

/** The keys that may tell the items of a list apart, the likeliest first. */
export function listKeys(field: string): readonly ListKey[] {
  return KEYS[field] ?? BY_NAME;
}

/** An item as it stands in a path: `name=backend`; undefined if it lacks the key. */
export function labelBy(
  key: ListKey,
  item: JsonValue | undefined,
): string | undefined {
  if (!isObject(item) || !isKeyValue(item[key[0]])) {
    return undefined;
  }
  const parts = key
    .filter(name => isKeyValue(item[name]) && !isDefault(item, name))
    .map(name => `${name}=${item[name]}`);
  return parts.join(',');
}

/** The label of an item by the first key that it has. */
export function itemLabel(field: string, item: JsonValue): string | undefined {
  for (const key of listKeys(field)) {
    const label = labelBy(key, item);
    if (label !== undefined) {
      return label;
    }
  }
  return undefined;
}

/** The key that tells all items of some lists apart, each within its list; undefined if none does. */
export function commonKey(
  field: string,
  lists: readonly (readonly JsonValue[])[],
): ListKey | undefined {
  return listKeys(field).find(key =>
    lists.every(list => {
      const labels = new Set(list.map(item => labelBy(key, item)));
      return !labels.has(undefined) && labels.size === list.length;
    }),
  );
}

function isKeyValue(value: JsonValue | undefined) {
  return typeof value === 'string' || typeof value === 'number';
}

function isDefault(item: JsonObject, name: string) {
  return name === 'protocol' && item[name] === 'TCP';
}
