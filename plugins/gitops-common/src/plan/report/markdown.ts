/**
 * A text of unknown origin as inline Markdown, on one line: no markup, no HTML, no mention of a person, no
 * reference to an issue.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>()+!|~&$]/g, '\\$&')
    .replace(/[@#]/g, '$&\u200b')
    .replace(/(https?|ftp|www)([:.])/gi, '$1\u200b$2');
}

/** A text of unknown origin within HTML, where Markdown means nothing. */
export function escapeHtml(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[@#]/g, '$&\u200b');
}

/** A text of unknown origin as inline code, in which only backticks mean something. */
export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(
    0,
    ...(line.match(/`+/g) ?? []).map(run => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

/** A row of a table, in which only a backslash keeps a bar from ending a cell, within code as well. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}

/** A text on one line, without characters that steer a terminal or turn the direction of writing. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
