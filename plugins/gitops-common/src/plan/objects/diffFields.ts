import type { JsonObject, JsonValue } from '@backstage/types';
import type { FieldChange } from '../plan';
import { isDefault, mayBeEmpty } from './defaults';
import { apiGroup } from './identity';
import { asObject, isObject } from './json';
import type { KubernetesObject } from './KubernetesObject';
import { commonKey, labelBy } from './listKeys';
import { parseQuantity } from './quantity';

const QUANTITIES = new Set(['limits', 'requests', 'hard', 'capacity']);
const QUANTITY_FIELDS = new Set(['storage', 'sizeLimit', 'size']);

/**
 * The fields in which two objects differ, as Kubernetes would take them: the order of lists whose items
 * have keys, defaults, and different ways to write one quantity are no differences.
 */
export function diffFields(
  before: KubernetesObject,
  after: KubernetesObject,
): FieldChange[] {
  const changes: FieldChange[] = [];
  const kind = isBuiltIn(after) ? after.kind : undefined;
  diffObjects({ kind, changes }, '', '', before, after);
  return changes;
}

interface Walk {
  kind: string | undefined;
  changes: FieldChange[];
}

function diffObjects(
  walk: Walk,
  path: string,
  parent: string,
  before: JsonObject,
  after: JsonObject,
) {
  for (const field of new Set([
    ...Object.keys(before),
    ...Object.keys(after),
  ])) {
    if (ownValue(before, field) === ownValue(after, field)) {
      continue;
    }
    const one = effective(walk, parent, field, before);
    const other = effective(walk, parent, field, after);
    const inside = QUANTITIES.has(parent) || QUANTITY_FIELDS.has(field);
    if (!(inside && isSameQuantity(one, other))) {
      diffValues(walk, join(path, field), field, one, other);
    }
  }
}

function diffValues(
  walk: Walk,
  path: string,
  field: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
) {
  if (mayBeEmpty(field) && isObject(before ?? {}) && isObject(after ?? {})) {
    diffObjects(walk, path, field, asObject(before), asObject(after));
  } else if (isObject(before) && isObject(after)) {
    // A change to or from nothing at all has no fields to show it.
    if (isBare(before) !== isBare(after)) {
      report(walk, path, before, after);
    } else {
      diffObjects(walk, path, field, before, after);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    diffLists(walk, path, field, before, after);
  } else if (before !== after) {
    report(walk, path, before, after);
  }
}

function diffLists(
  walk: Walk,
  path: string,
  field: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
) {
  const key = commonKey(field, [before, after]);
  const label = (list: readonly JsonValue[]) =>
    new Map(
      list.map((item, index) => [
        (key && labelBy(key, item)) ?? String(index),
        item,
      ]),
    );
  const [one, other] = [label(before), label(after)];
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const at = `${path}[${name}]`;
    const [was, is] = [one.get(name), other.get(name)];
    // An item comes or goes as a whole, whatever its list is called.
    if (was === undefined || is === undefined) {
      report(walk, at, was, is);
    } else {
      diffValues(walk, at, field, was, is);
    }
  }
}

function effective(
  { kind }: Walk,
  parent: string,
  field: string,
  holder: JsonObject,
): JsonValue | undefined {
  const value = ownValue(holder, field);
  return isDefault(kind, parent, field, value, holder) ? undefined : value;
}

function ownValue(holder: JsonObject, field: string): JsonValue | undefined {
  return Object.hasOwn(holder, field) ? holder[field] : undefined;
}

function report(
  { changes }: Walk,
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
) {
  changes.push({
    path,
    ...(before !== undefined && { before: plain(before) }),
    ...(after !== undefined && { after: plain(after) }),
  });
}

type PlainValue = NonNullable<FieldChange['before']> | null;

/** The value without fields that are undefined, which JSON has not. */
function plain(value: JsonValue): PlainValue {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) =>
      child === undefined ? [] : [[key, plain(child)]],
    ),
  );
}

/** Names with dots or slashes, as of annotations and of files in ConfigMaps, stand in brackets. */
function join(path: string, field: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(field)) {
    return `${path}[${JSON.stringify(field)}]`;
  }
  return path === '' ? field : `${path}.${field}`;
}

function isSameQuantity(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
) {
  const quantity = parseQuantity(one);
  return quantity !== undefined && quantity === parseQuantity(other);
}

function isBare(value: JsonObject) {
  return Object.values(value).every(child => child === undefined);
}

function isBuiltIn(object: KubernetesObject): boolean {
  const group = apiGroup(object);
  return !group.includes('.') || group.endsWith('.k8s.io');
}
