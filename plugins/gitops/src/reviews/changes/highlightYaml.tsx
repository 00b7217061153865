import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/yaml';
import type { ReactNode } from 'react';
import styles from './Diff.module.css';

const highlighter = tagHighlighter([
  { tag: tags.propertyName, class: 'key' },
  { tag: tags.definition(tags.propertyName), class: 'key' },
  { tag: [tags.string, tags.content, tags.attributeValue], class: 'value' },
  { tag: [tags.comment, tags.lineComment], class: 'quiet' },
  { tag: [tags.separator, tags.punctuation], class: 'quiet' },
]);

/** Beyond this a line is data, and colouring it would only cost time. */
const MAX_LENGTH = 1_000;

/** One line of YAML with its parts told apart. Lines are parsed alone, so that only those in sight cost anything. */
export function highlightYaml(text: string): ReactNode {
  if (text.length > MAX_LENGTH) {
    return text;
  }
  const parts: ReactNode[] = [];
  highlightCode(
    text,
    parser.parse(text),
    highlighter,
    (part, name) =>
      parts.push(
        name ? (
          <span key={parts.length} className={styles[name]}>
            {part}
          </span>
        ) : (
          part
        ),
      ),
    () => undefined,
  );
  return parts;
}
