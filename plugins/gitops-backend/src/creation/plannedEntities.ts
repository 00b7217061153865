import { InputError, toError } from '@backstage/errors';
import {
  parseDocuments,
  type PlannedEntity,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { Document } from 'yaml';
import { z } from 'zod';

const MAX_ENTITIES = 50;

const text = z.string().max(2_000);
const references = z.array(text).max(100).default([]);
const entitySchema = z.object({
  kind: text,
  metadata: z.object({
    name: text,
    namespace: text.default('default'),
    description: text.optional(),
  }),
  spec: z
    .object({
      type: text.optional(),
      owner: text.optional(),
      system: text.optional(),
      domain: text.optional(),
      subcomponentOf: text.optional(),
      providesApis: references,
      consumesApis: references,
      dependsOn: references,
    })
    .prefault({}),
});

type Spec = z.infer<typeof entitySchema>['spec'];

/**
 * The entities of a `catalog-info.yaml`.
 *
 * @throws `InputError` if the catalog could not read it either
 */
export function plannedEntities(content: string): PlannedEntity[] {
  return documentsOf(content)
    .slice(0, MAX_ENTITIES)
    .map((document, index) => {
      const { data, error } = entitySchema.safeParse(valueOf(document));
      if (!data) {
        throw new InputError(
          `Entity ${index + 1} of the catalog-info.yaml is none; tell the platform team that the template is broken`,
          error,
        );
      }
      const { kind, metadata, spec } = data;
      return {
        kind,
        name: metadata.name,
        namespace: metadata.namespace,
        description: metadata.description,
        type: spec.type,
        owner: spec.owner,
        relations: relationsOf(spec),
      };
    });
}

function documentsOf(content: string): Document[] {
  try {
    return parseDocuments('catalog-info.yaml', content).documents;
  } catch (error) {
    const { message } = toError(error);
    throw new InputError(`The catalog cannot read it: ${message}`, error);
  }
}

/** Undefined if it cannot be had. */
function valueOf(document: Document): unknown {
  if (document.errors.length > 0) {
    return undefined;
  }
  try {
    return document.toJS({ maxAliasCount: YAML_LIMITS.maxAliasCount });
  } catch {
    // Too many aliases, or none of that name.
    return undefined;
  }
}

function relationsOf(spec: Spec): string[] {
  const one = (words: string, ref: string | undefined) =>
    ref === undefined ? [] : [`${words} ${ref}`];
  return [
    ...one('owned by', spec.owner),
    ...one('part of system', spec.system),
    ...one('part of domain', spec.domain),
    ...one('part of', spec.subcomponentOf),
    ...spec.providesApis.map(ref => `provides API ${ref}`),
    ...spec.consumesApis.map(ref => `consumes API ${ref}`),
    ...spec.dependsOn.map(ref => `depends on ${ref}`),
  ];
}
