/** Of the rules of Traefik, those that name hosts; upper and lower case are one. */
const HOST_RULES = new Set(['host', 'hostheader', 'hostsni']);

/** A text in backticks or quotes, a word, or a sign. */
const TOKEN = /`([^`]*)`|"((?:[^"\\]|\\.)*)"|(\w+)|(\S)/g;

/**
 * The hosts that a rule of Traefik matches by name, such as ``Host(`a.example.com`)``. What it
 * excludes is not among them, nor what matches a pattern, nor `*`, which every connection matches.
 */
export function traefikHosts(rule: string): string[] {
  const hosts: string[] = [];
  let excluded = false;
  let word = '';
  for (const [, raw, quoted, name, sign] of rule.matchAll(TOKEN)) {
    const text = raw ?? (quoted === undefined ? undefined : unquote(quoted));
    if (text !== undefined) {
      if (HOST_RULES.has(word) && !excluded && text !== '*') {
        hosts.push(text);
      }
    } else if (name !== undefined) {
      word = name.toLowerCase();
    } else if (sign === ')') {
      word = '';
      excluded = false;
    } else if (sign === '!') {
      excluded = true;
    }
  }
  return hosts;
}

/** What an escaped text says, as far as JSON escapes as Go does. */
function unquote(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
