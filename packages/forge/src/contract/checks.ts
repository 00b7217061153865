import type { OpenAPIV3 } from 'openapi-types';
import { resolveReference, type Description } from './description.ts';
import type { Match, Operation } from './operations.ts';
import { SchemaCompiler } from './schemas.ts';

/** What a client sent, body parsed. */
export interface RequestFacts {
  query: Record<string, unknown>;
  accept: string;
  /** undefined when nothing was sent */
  body: unknown;
}

/** What the forge answered. */
export interface ReplyFacts {
  status: number;
  /** media type without parameters, '' when there is none */
  mediaType: string;
  /** the raw text, '' when there is none */
  text: string;
}

/**
 * Statuses that GitHub answers on any operation although the description lists them on few:
 * 304 to any conditional GET, 400 to a body that is no JSON, 401 to a wrong token, 403 to a
 * token without the right and to a used-up rate limit, 404 for whatever the caller may not
 * see, 409 for an empty repository, 422 for values that no schema can rule out.
 */
const ANYWHERE = new Set([304, 400, 401, 403, 404, 409, 422]);

/** Accept values that ask for something else than the described JSON. */
const ALTERNATIVE_MEDIA =
  /application\/vnd\.github\.(v3\.)?(raw|diff|patch|html|sha|text)/;

/** Compares requests and replies with what the description says about their operation. */
export class Checks {
  readonly #description: Description;
  readonly #bodies: SchemaCompiler;
  readonly #parameters: SchemaCompiler;

  constructor(description: Description) {
    this.#description = description;
    this.#bodies = new SchemaCompiler(description);
    this.#parameters = new SchemaCompiler(description, { coerce: true });
  }

  /** What GitHub would refuse about a request. */
  request({ operation, pathParameters }: Match, facts: RequestFacts): string[] {
    return [
      ...this.#checkParameters(operation, 'path', pathParameters),
      ...this.#checkParameters(operation, 'query', facts.query),
      ...this.#checkBody(operation, facts.body),
    ];
  }

  /** Null when the status is one the operation may answer with. */
  status(operation: Operation, status: number): string | null {
    if (operation.responses[status] || ANYWHERE.has(status)) return null;
    const known = Object.keys(operation.responses).join(', ');
    return `status ${status} is not documented (documented: ${known})`;
  }

  /** What a reply has that GitHub's would not, or lacks. */
  reply(
    operation: Operation,
    request: RequestFacts,
    { status, mediaType, text }: ReplyFacts,
  ): string[] {
    if (status === 304) return text ? ['a 304 carries no body'] : [];
    const response = operation.responses[status];
    const content = response
      ? resolveReference(this.#description, response).content
      : undefined;
    if (!content) return this.#checkUndescribed(status, text);
    if (!content[mediaType] && ALTERNATIVE_MEDIA.test(request.accept)) {
      return [];
    }
    const schema = content[mediaType]?.schema;
    if (!schema) {
      return [`media type "${mediaType}" is not documented for ${status}`];
    }
    if (!mediaType.endsWith('json')) return [];
    return this.#checkJson(schema, text);
  }

  #checkUndescribed(status: number, text: string): string[] {
    if (status >= 400) {
      const schema = this.#bodies.component('basic-error');
      return schema ? this.#checkJson(schema, text) : [];
    }
    return text ? [`a ${status} of this operation carries no body`] : [];
  }

  #checkJson(schema: OpenAPIV3.MediaTypeObject['schema'], text: string) {
    try {
      return schema ? this.#bodies.problems(schema, JSON.parse(text)) : [];
    } catch (error) {
      if (error instanceof SyntaxError) return ['the body is not JSON'];
      throw error;
    }
  }

  #checkParameters(
    operation: Operation,
    place: 'path' | 'query',
    values: Record<string, unknown>,
  ): string[] {
    return operation.parameters
      .filter(parameter => parameter.in === place)
      .flatMap(({ name, required, schema }) => {
        const value = values[name];
        if (value === undefined) {
          return required ? [`${place} parameter ${name} is missing`] : [];
        }
        return schema
          ? this.#parameters
              .problems(schema, value)
              .map(problem => `${place} parameter ${name}: ${problem}`)
          : [];
      });
  }

  #checkBody({ requestBody }: Operation, body: unknown): string[] {
    if (body === undefined) {
      return requestBody?.required ? ['the request has no body'] : [];
    }
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema) return [];
    return this.#bodies
      .problems(schema, body)
      .map(problem => `request body: ${problem}`);
  }
}
