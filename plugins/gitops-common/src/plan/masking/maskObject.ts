import type { JsonObject, JsonValue } from '@backstage/types';
import { apiGroup } from '../objects/identity';
import { isObject } from '../objects/json';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { itemLabel } from '../objects/listKeys';
import type { ObjectMasker } from './Masker';
import {
  looksSecretField,
  looksSecretFlag,
  looksSecretVariable,
} from './secretNames';

// It repeats the whole object, of a Secret too.
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

class ObjectWalk {
  readonly #masker: ObjectMasker;
  readonly #isSecret: boolean;
  readonly #isConfigMap: boolean;
  // An ExternalSecret says where secrets are, in fields that are named as if they held them.
  readonly #isReference: boolean;

  constructor(object: KubernetesObject, masker: ObjectMasker) {
    const group = apiGroup(object);
    this.#masker = masker;
    this.#isSecret = group === '' && object.kind === 'Secret';
    this.#isConfigMap = group === '' && object.kind === 'ConfigMap';
    this.#isReference = group.endsWith('external-secrets.io');
  }

  object(value: JsonObject, path: string, field: string): JsonObject {
    const named = value.name ?? value.key;
    const isVariable =
      'value' in value &&
      typeof named === 'string' &&
      looksSecretVariable(named);
    const result: JsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      if (child !== undefined) {
        const at = path === '' ? key : `${path}.${key}`;
        const name = this.#masker.text(`${path}#keys`, key);
        result[name] =
          (isVariable && key === 'value') ||
          this.#isHidden(at, key, field, child)
            ? this.#hide(child, at)
            : this.#value(child, at, key);
      }
    }
    return result;
  }

  #value(value: JsonValue, path: string, field: string): JsonValue {
    if (typeof value === 'string') {
      return this.#masker.text(path, value);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => {
        const at = `${path}[${itemLabel(field, item) ?? index}]`;
        const before = index > 0 ? value[index - 1] : undefined;
        return typeof before === 'string' && looksSecretFlag(before)
          ? this.#hide(item, at)
          : this.#value(item, at, '');
      });
    }
    return isObject(value) ? this.object(value, path, field) : value;
  }

  #isHidden(path: string, key: string, parent: string, child: JsonValue) {
    if (key === LAST_APPLIED || (path === 'sops' && isObject(child))) {
      return true;
    }
    if (this.#isSecret) {
      return path === 'data' || path === 'stringData';
    }
    if (typeof child !== 'string' && typeof child !== 'number') {
      return false;
    }
    if (this.#isConfigMap && parent === 'data' && looksSecretVariable(key)) {
      return true;
    }
    return !this.#isReference && looksSecretField(key);
  }

  /** Hides every value, and keeps the names of keys. */
  #hide(value: JsonValue, path: string): JsonValue {
    if (value === null || value === '') {
      return value;
    }
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, child]) =>
          child === undefined
            ? []
            : [[key, this.#hide(child, `${path}.${key}`)]],
        ),
      );
    }
    return this.#masker.hide(
      path,
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }
}

/**
 * A copy of an object without its secrets: the values of a Secret, what SOPS encrypted, variables and
 * fields named as secrets are, and texts that look like secrets. Names of keys stay.
 */
export function maskObject<T extends KubernetesObject>(
  object: T,
  masker: ObjectMasker,
): KubernetesObject {
  const walk = new ObjectWalk(object, masker);
  return walk.object(object, '', '') as KubernetesObject;
}
