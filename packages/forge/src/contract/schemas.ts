import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { OpenAPIV3 } from 'openapi-types';
import { isReference, type Description } from './description.ts';

/** A schema of the description. */
export type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject;

type JsonSchema = Record<string, unknown>;

/** Keywords that carry no rule; left out, they cost no memory in compiled validators. */
const ANNOTATIONS = new Set([
  'default',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'title',
]);

/** Compiles schemas of an OpenAPI 3.0 description on demand, and each only once. */
export class SchemaCompiler {
  readonly #schemas: Record<string, Schema>;
  readonly #ajv: Ajv;
  readonly #known = new Set<string>();
  readonly #compiled = new WeakMap<object, ValidateFunction>();

  /**
   * @param options - `coerce`: take strings for numbers and booleans, as in a query string
   */
  constructor(description: Description, options: { coerce?: boolean } = {}) {
    this.#schemas = description.components?.schemas ?? {};
    this.#ajv = new Ajv({
      strict: false,
      logger: false,
      coerceTypes: options.coerce ? 'array' : false,
    });
    ajvFormats.default(this.#ajv);
  }

  /** Says in words how a value breaks a schema; an empty list when it does not. */
  problems(schema: Schema, value: unknown): string[] {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(this.#translate(schema));
      this.#compiled.set(schema, validate);
    }
    return validate(value) ? [] : summarise(validate.errors ?? []);
  }

  /** A component of the description as a schema. */
  component(name: string): Schema | undefined {
    return this.#schemas[name];
  }

  #translate(schema: Schema): JsonSchema {
    if (isReference(schema)) {
      return { $ref: this.#register(schema.$ref) };
    }
    const rules: JsonSchema = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (ANNOTATIONS.has(keyword) || keyword.startsWith('x-')) continue;
      rules[keyword] = this.#translateKeyword(keyword, value);
    }
    if (rules.oneOf) {
      // The alternatives that GitHub lists overlap (a label is a string or an object with
      // only optional fields), so "exactly one" would refuse GitHub's own examples.
      rules.allOf = [
        ...((rules.allOf as JsonSchema[] | undefined) ?? []),
        { anyOf: rules.oneOf },
      ];
      delete rules.oneOf;
    }
    const { nullable, ...rest } = rules;
    return nullable ? { anyOf: [{ type: 'null' }, rest] } : rest;
  }

  #translateKeyword(keyword: string, value: unknown): unknown {
    switch (keyword) {
      case 'properties':
      case 'patternProperties':
        return Object.fromEntries(
          Object.entries(value as Record<string, Schema>).map(
            ([name, part]) => [name, this.#translate(part)],
          ),
        );
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return (value as Schema[]).map(part => this.#translate(part));
      case 'items':
      case 'not':
        return this.#translate(value as Schema);
      case 'additionalProperties':
        return typeof value === 'boolean'
          ? value
          : this.#translate(value as Schema);
      default:
        return value;
    }
  }

  #register(reference: string): string {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    const schema = this.#schemas[name];
    if (!schema) throw new Error(`GitHub's description has no ${reference}`);
    if (!this.#known.has(name)) {
      this.#known.add(name); // before descending: schemas refer to themselves
      this.#ajv.addSchema(this.#translate(schema), name);
    }
    return name;
  }
}

function summarise(errors: ErrorObject[]): string[] {
  // "must match a schema in anyOf" and "must be null" only frame the errors that say why.
  const telling = errors.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && params.type !== 'null',
  );
  const lines = (telling.length ? telling : errors).map(
    ({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message}${
        params.allowedValues ? ` (${params.allowedValues.join(', ')})` : ''
      }`,
  );
  return [...new Set(lines)].slice(0, 5);
}
