import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OpenAPIV3 } from 'openapi-types';

/** GitHub's published OpenAPI 3.0 description, references left as they are. */
export type Description = OpenAPIV3.Document;

/**
 * Reads the description of api.github.com, the one Octokit's types are generated from.
 *
 * Its 13 MB take about half a second to parse, so a caller reads it once and only when a
 * first request has come in.
 *
 * @throws Error when `@octokit/openapi` is not installed
 */
export async function readDescription(): Promise<Description> {
  const file = createRequire(import.meta.url).resolve(
    '@octokit/openapi/generated/api.github.com.json',
  );
  const description: Description = JSON.parse(await readFile(file, 'utf8'));
  return description;
}

/**
 * Follows a local reference (`#/components/…`) until it is a value.
 *
 * @throws Error when the reference points nowhere
 */
export function resolveReference<T extends object>(
  description: Description,
  value: T | OpenAPIV3.ReferenceObject,
): T {
  if (!isReference(value)) return value;
  let target: unknown = description;
  for (const part of value.$ref.replace(/^#\//, '').split('/')) {
    target = (target as Record<string, unknown> | undefined)?.[part];
  }
  if (!target) {
    throw new Error(`GitHub's description has no ${value.$ref}`);
  }
  return resolveReference(description, target as T | OpenAPIV3.ReferenceObject);
}

/** Tells a reference from the value it stands for. */
export function isReference(value: object): value is OpenAPIV3.ReferenceObject {
  return '$ref' in value;
}
