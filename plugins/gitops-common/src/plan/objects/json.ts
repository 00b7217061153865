import type { JsonObject, JsonValue } from '@backstage/types';

/** The value if it is an object, or else one without fields: manifests have any shape. */
export function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value if it is a list, or else an empty one. */
export function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is a text, or else an empty one. */
export function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether a value is an object, and neither a list nor null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
