import {
  type Document,
  isCollection,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { type FileProblem, MalformedFileError } from './FileProblem';
import { YAML_LIMITS } from './limits';

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
  if (text.length > YAML_LIMITS.maxLength) {
    throw new MalformedFileError({
      file,
      reason: `has ${text.length} characters, at most ${YAML_LIMITS.maxLength} are read`,
    });
  }
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
    });
  } catch (error) {
    // The parser is recursive: nesting beyond the stack ends in a RangeError.
    throw new MalformedFileError(
      { file, reason: 'is nested too deeply' },
      error,
    );
  }
  const [error] = document.errors;
  if (error) {
    throw new MalformedFileError(
      { file, ...position(lines, error.pos[0]), reason: error.message },
      error,
    );
  }
  const parsed = { file, document, lines };
  refuseDepth(parsed);
  return parsed;
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
    ...position(yaml.lines, offsetOf(yaml.document, path)),
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

function position(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return line > 0 ? { line, column: col } : {};
}

function refuseDepth({ file, document, lines }: YamlFile) {
  visit(document, {
    Collection(_key, node, path) {
      const depth = path.filter(isCollection).length + 1;
      if (depth > YAML_LIMITS.maxDepth) {
        throw new MalformedFileError({
          file,
          ...position(lines, startOf(node) ?? 0),
          reason: `is nested more than ${YAML_LIMITS.maxDepth} levels deep`,
        });
      }
    },
  });
}
