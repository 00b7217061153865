import type { OpenAPIV3 } from 'openapi-types';
import { resolveReference, type Description } from './description.ts';

/** One method on one path of GitHub's REST API. */
export interface Operation {
  /** For example `GET /repos/{owner}/{repo}`. */
  id: string;
  parameters: OpenAPIV3.ParameterObject[];
  requestBody?: OpenAPIV3.RequestBodyObject;
  responses: OpenAPIV3.ResponsesObject;
}

/** An operation together with what the path said for its parameters. */
export interface Match {
  operation: Operation;
  pathParameters: Record<string, string>;
}

interface Candidate {
  operation: Operation;
  pattern: RegExp;
  names: string[];
  literals: number;
}

type Parameter = OpenAPIV3.ParameterObject & { 'x-multi-segment'?: boolean };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Finds the operation that a request addresses. */
export class OperationIndex {
  readonly #candidates = new Map<string, Candidate[]>();

  constructor(description: Description) {
    for (const [template, item] of Object.entries(description.paths)) {
      for (const method of METHODS) {
        const definition = item?.[method];
        if (!definition) continue;
        const operation = toOperation(
          description,
          `${method.toUpperCase()} ${template}`,
          definition,
        );
        const key = bucket(method, template);
        const list = this.#candidates.get(key) ?? [];
        list.push(toCandidate(operation, template));
        this.#candidates.set(key, list);
      }
    }
    for (const list of this.#candidates.values()) {
      list.sort(
        (a, b) => b.literals - a.literals || a.names.length - b.names.length,
      );
    }
  }

  /**
   * @param method - HTTP method, any case
   * @param path - path below the API's base, still percent-encoded
   */
  match(method: string, path: string): Match | undefined {
    // GitHub answers HEAD wherever it answers GET, and describes only GET.
    const described = method.toLowerCase() === 'head' ? 'get' : method;
    for (const candidate of this.#candidates.get(bucket(described, path)) ??
      []) {
      const found = candidate.pattern.exec(path);
      if (!found) continue;
      const pathParameters = Object.fromEntries(
        candidate.names.map((name, i) => [name, decode(found[i + 1] ?? '')]),
      );
      return { operation: candidate.operation, pathParameters };
    }
    return undefined;
  }
}

function toOperation(
  description: Description,
  id: string,
  definition: OpenAPIV3.OperationObject,
): Operation {
  return {
    id,
    parameters: (definition.parameters ?? []).map(parameter =>
      resolveReference(description, parameter),
    ),
    requestBody:
      definition.requestBody &&
      resolveReference(description, definition.requestBody),
    responses: definition.responses,
  };
}

function toCandidate(operation: Operation, template: string): Candidate {
  const names: string[] = [];
  let literals = 0;
  const source = template
    .slice(1)
    .split('/')
    .map(segment => {
      const parts = segment.split(/(\{[^}]+\})/).filter(Boolean);
      literals += parts.some(part => part.startsWith('{')) ? 0 : 1;
      const pattern = parts.map(part => {
        if (!part.startsWith('{')) return escape(part);
        const name = part.slice(1, -1);
        names.push(name);
        return spansSegments(operation, name) ? '(.+)' : '([^/]+)';
      });
      return `/${pattern.join('')}`;
    })
    .join('')
    // The root directory is a path too: `…/contents` and `…/contents/`.
    .replace(/\/contents\/\(\.\+\)$/, '/contents(?:/(.*))?');
  return { operation, pattern: new RegExp(`^${source}$`), names, literals };
}

function spansSegments(operation: Operation, name: string): boolean {
  return operation.parameters.some(
    (parameter: Parameter) =>
      parameter.name === name && parameter['x-multi-segment'],
  );
}

/** Method and first segment: enough to leave a few dozen patterns to try. */
function bucket(method: string, path: string): string {
  return `${method.toLowerCase()} ${path.split('/')[1]}`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
