import type { JsonObject, JsonValue } from '@backstage/types';
import { isObject } from './json';

// Words and names that every reader of YAML takes for texts; whatever else is quoted as in JSON.
const WORD = /^[A-Za-z_/(][\w/.@=+()-]*(?:[: ,][\w/.@=+()-]+)*$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const QUANTITY = /^\d+(?:\.\d+)?(?:[numskMGTPh]|[KMGTPE]i)$/;
const VERSION = /^\d+\.\d+\.\d[\w.+-]*$/;
const UNPRINTABLE = /[^\n\t\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD]/;

/**
 * Writes data as YAML with sorted keys. Manifests are written by the thousand for one plan, only for people to
 * read: this takes a tenth of the time that a library needs, which builds a document of nodes first.
 */
export function writeYaml(value: JsonObject): string {
  const lines: string[] = [];
  writeMap(lines, value, '', '');
  return `${lines.join('\n')}\n`;
}

function writeMap(
  lines: string[],
  map: JsonObject,
  pad: string,
  first: string,
) {
  let lead = first;
  for (const key of Object.keys(map).sort()) {
    const value = map[key];
    if (value !== undefined) {
      writeValue(lines, value, pad, `${lead}${scalar(key)}:`, pad);
      lead = pad;
    }
  }
}

function writeList(
  lines: string[],
  list: readonly JsonValue[],
  pad: string,
  first: string,
) {
  list.forEach((item, index) => {
    writeValue(lines, item, pad, `${index === 0 ? first : pad}-`, undefined);
  });
}

/**
 * @param lead - what stands before the value on its line
 * @param listPad - where items of a list begin, below a key; undefined within a list, whose items go on in the line
 */
function writeValue(
  lines: string[],
  value: JsonValue,
  pad: string,
  lead: string,
  listPad: string | undefined,
) {
  const inner = `${pad}  `;
  if (Array.isArray(value) && value.length > 0) {
    if (listPad === undefined) {
      writeList(lines, value, inner, `${lead} `);
    } else {
      lines.push(lead);
      writeList(lines, value, listPad, listPad);
    }
  } else if (
    isObject(value) &&
    Object.values(value).some(one => one !== undefined)
  ) {
    if (listPad === undefined) {
      writeMap(lines, value, inner, `${lead} `);
    } else {
      lines.push(lead);
      writeMap(lines, value, inner, inner);
    }
  } else if (typeof value === 'string' && isBlock(value)) {
    const rows = value.replace(/\n$/, '').split('\n');
    lines.push(`${lead} |${value.endsWith('\n') ? '' : '-'}`);
    rows.forEach(row => lines.push(row === '' ? '' : `${inner}${row}`));
  } else {
    lines.push(`${lead} ${scalar(value)}`);
  }
}

/** Whether a text keeps its lines, which it can unless it begins or ends in a way that needs counting. */
function isBlock(text: string): boolean {
  return (
    text.includes('\n') &&
    /^[^\s]/.test(text) &&
    !/\s\n?$/.test(text.replace(/\n$/, '')) &&
    !UNPRINTABLE.test(text)
  );
}

function scalar(value: JsonValue): string {
  if (typeof value !== 'string') {
    return JSON.stringify(value);
  }
  const plain =
    (WORD.test(value) && !RESERVED.test(value)) ||
    QUANTITY.test(value) ||
    VERSION.test(value);
  return plain && value.length < 1_000 ? value : JSON.stringify(value);
}
