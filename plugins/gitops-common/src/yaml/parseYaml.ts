import {
  Document,
  isCollection,
  isNode,
  isPair,
  isScalar,
  type LineCounter,
} from 'yaml';
import type { z } from 'zod';
import { type FileProblem, MalformedFileError } from './FileProblem';
import { YAML_LIMITS } from './limits';
import { parseDocuments } from './parseDocuments';
import { positionOf } from './positionOf';

/** A parsed file that still knows where everything in it stands. */
export interface YamlFile {
  file: string;
  document: Document;
  lines: LineCounter;
}

/**
 * Parses one YAML document within {@link YAML_LIMITS}.
 *
 * @param file - the path to name in errors
 * @throws {@link MalformedFileError} with line and column of the first mistake
 */
export function parseYaml(file: string, text: string): YamlFile {
  const { documents, lines } = parseDocuments(file, text);
  const [document = new Document(null), second] = documents;
  if (second) {
    throw new MalformedFileError({
      file,
      ...positionOf(lines, second.range?.[0] ?? 0),
      reason: 'has several documents, and one is read',
    });
  }
  const [error] = document.errors;
  if (error) {
    throw new MalformedFileError(
      { file, ...positionOf(lines, error.pos[0]), reason: error.message },
      error,
    );
  }
  return { file, document, lines };
}

/**
 * Checks a parsed file against a schema.
 *
 * @throws {@link MalformedFileError} that points at the value, or where it is missing
 */
export function validateYaml<T extends z.ZodType>(
  yaml: YamlFile,
  schema: T,
): z.output<T> {
  let value: unknown;
  try {
    value = yaml.document.toJS({ maxAliasCount: YAML_LIMITS.maxAliasCount });
  } catch (error) {
    throw new MalformedFileError(
      { file: yaml.file, reason: 'resolves to too many aliases' },
      error,
    );
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new MalformedFileError(
      problemAt(yaml, result.error.issues[0]),
      result.error,
    );
  }
  return result.data;
}

function problemAt(yaml: YamlFile, issue: z.core.$ZodIssue): FileProblem {
  // A key nobody knows is reported on its parent; the person needs the line of the key itself.
  const path =
    issue.code === 'unrecognized_keys'
      ? [...issue.path, issue.keys[0]]
      : issue.path;
  const where = path.map(String).join('.');
  const reason =
    issue.code === 'unrecognized_keys'
      ? `${where} is not a known key`
      : `${where ? `${where}: ` : ''}${issue.message}`;
  return {
    file: yaml.file,
    ...positionOf(yaml.lines, offsetOf(yaml.document, path)),
    reason,
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (!isCollection(node)) {
      break;
    }
    const pair = node.items.find(
      item => isPair(item) && isScalar(item.key) && item.key.value === key,
    );
    const next = node.get(key, true);
    const found = isPair(pair) ? startOf(pair.key) : startOf(next);
    if (found === undefined) {
      break;
    }
    offset = found;
    node = next;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
