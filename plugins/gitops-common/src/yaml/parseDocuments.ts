import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { MalformedFileError } from './FileProblem';
import { YAML_LIMITS } from './limits';
import { positionOf } from './positionOf';

/** Documents of one file, which still know where everything in them stands. */
export interface YamlDocuments {
  documents: Document[];
  lines: LineCounter;
}

/**
 * Parses the documents of a YAML file within the length and the depth of {@link YAML_LIMITS}. What is no YAML is told
 * by the `errors` of the documents. A file of nothing but comments has none.
 *
 * @param file - the path to name in errors
 * @throws {@link MalformedFileError} for a file beyond the limits
 */
export function parseDocuments(file: string, text: string): YamlDocuments {
  if (text.length > YAML_LIMITS.maxLength) {
    throw new MalformedFileError({
      file,
      reason: `has ${text.length} characters, at most ${YAML_LIMITS.maxLength} are read`,
    });
  }
  const lines = new LineCounter();
  const composer = new Composer({ prettyErrors: false, schema: 'core' });
  const tokens = tokensOf(file, text, lines);
  return { documents: [...composer.compose(tokens)], lines };
}

/**
 * What the library's `parse` does, and watches the depth meanwhile. What makes documents of tokens is recursive, and
 * near the end of the stack Node can end as a whole, with no error to catch.
 */
function* tokensOf(file: string, text: string, lines: LineCounter) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (depthOf(parser) > YAML_LIMITS.maxDepth) {
      throw new MalformedFileError({
        file,
        ...positionOf(lines, parser.offset - lexeme.length),
        reason: `is nested more than ${YAML_LIMITS.maxDepth} levels deep`,
      });
    }
  }
  yield* parser.end();
}

const COLLECTIONS: ReadonlySet<string> = new Set([
  'block-map',
  'block-seq',
  'flow-collection',
]);

/** Collections that the parser is in, at most. */
function depthOf({ stack }: Parser): number {
  return stack.length > YAML_LIMITS.maxDepth
    ? stack.filter(({ type }) => COLLECTIONS.has(type)).length
    : stack.length;
}
