import type { JsonValue } from '@backstage/types';
import { asText } from '../objects/json';

/** The texts among some values, each once, sorted. */
export function distinct(values: readonly (JsonValue | undefined)[]): string[] {
  return [...new Set(values.map(asText).filter(text => text !== ''))].sort();
}
