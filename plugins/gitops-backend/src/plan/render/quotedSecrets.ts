import { HIDDEN, Masker } from '@slipway/plugin-gitops-common';

// Shorter ones are words as well, which would be hidden wherever they stand.
const SHORTEST = 6;

const SECRET_KIND = /^["']?kind["']?\s*:\s*["']?Secret(?:List)?["']?,?\s*$/m;
const PLAIN_FIELD =
  /^(?:apiVersion|kind|metadata|name|namespace|type|labels|annotations)$/;
const FIELD = /^[\s-]{0,200}["']?([^\s"':#][^"':]{0,200})["']?\s{0,9}:\s*(.*)$/;
const LITERALS = /^[\s-]*literals\s*:\s*(.*)$/;
const ITEM = /^\s*-\s*(.*)$/;
/** A line of a file of environment variables. */
const ASSIGNMENT = /^[ \t]*[\w.-]+=(\S.*)$/gm;
/** As YAML's parser quotes what it cannot take: cut, so that it is found in no file. */
const CUT_QUOTE = /(cannot unmarshal !!\w+ )`[^`]*`/g;

/**
 * What went wrong in a file, without the secrets that the message may quote from it. Such a file cannot be
 * understood, so what may be a secret goes by where it stands: in a Secret, or in a generator of one.
 *
 * @param texts - files that the message may quote
 */
export function withoutQuotedSecrets(
  message: string,
  texts: readonly string[],
): string {
  const secrets = [...new Set(texts.flatMap(secretsIn))]
    .filter(({ length }) => length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  const hidden = secrets.reduce(
    (text, secret) => text.replaceAll(secret, HIDDEN),
    message.replace(CUT_QUOTE, `$1${HIDDEN}`),
  );
  return new Masker().text(hidden);
}

function secretsIn(text: string): string[] {
  return [
    ...text
      .split(/^---.*$/m)
      .filter(document => SECRET_KIND.test(document))
      .flatMap(valuesIn),
    ...generated(text),
    ...Array.from(text.matchAll(ASSIGNMENT), ([, value]) => value),
  ];
}

/** What stands in a Secret, be it well-formed or not. */
function valuesIn(document: string): string[] {
  return document.split('\n').flatMap(line => {
    const [, field, value] = FIELD.exec(line) ?? ['', '', line];
    return PLAIN_FIELD.test(field.trim()) ? [] : forms(value);
  });
}

/** Literals of which a Kustomization makes Secrets and ConfigMaps, in a list of either style. */
function generated(text: string): string[] {
  const found: string[] = [];
  let listed = false;
  for (const line of text.split('\n')) {
    const [, flow] = LITERALS.exec(line) ?? [];
    if (flow !== undefined) {
      found.push(
        ...flow
          .replace(/^\[|\]$/g, '')
          .split(',')
          .flatMap(forms),
      );
      listed = true;
    } else if (listed) {
      const [, item] = ITEM.exec(line) ?? [];
      listed = item !== undefined || line.trim() === '';
      found.push(...forms(item));
    }
  }
  return found;
}

/** A value as it stands, its words, and what comes after the sign in `key=value`. */
function forms(value = ''): string[] {
  const bare = value.trim().replace(/^["']|["']$/g, '');
  const words = bare.split(/[\s"'`,;:=[\]{}]+/);
  const [, assigned = ''] = /^[^=]*=(.+)$/.exec(bare) ?? [];
  return [bare, assigned, ...words];
}
