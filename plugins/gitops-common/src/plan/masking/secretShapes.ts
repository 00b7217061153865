import { SECRET_WORDS } from './secretNames';

const QUOTED = `"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'`;

/**
 * Texts that are secrets by their form, wherever they stand. Each has two groups: what stays, and the secret.
 * Repetitions before the secret are bounded, so that a long hostile text costs linear time.
 */
const SHAPES: readonly RegExp[] = [
  // Certificates and public keys are for everybody.
  /(-----BEGIN (?!(?:[A-Z0-9]+ )*(?:CERTIFICATE|PUBLIC KEY)(?: REQUEST)?-----)[A-Z0-9 ]{1,40}-----)([^]*?(?:-----END [A-Z0-9 ]{1,40}-----|$))/g,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^/\s:@]{0,200}:)([^@/\s]{1,1000})(?=@)/gi,
  /()(ENC\[[A-Z0-9_]{1,20},[^\]]*\])/g,
  /()(AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20,})/gi,
  /()\b(gh[pousr]_[0-9A-Za-z]{16,}|github_pat_[0-9A-Za-z_]{20,}|glpat-[0-9A-Za-z_-]{16,})/g,
  /()\b((?:AKIA|ASIA)[0-9A-Z]{12,})/g,
  /()\b(xox[a-z]-[0-9A-Za-z-]{8,}|xapp-[0-9A-Za-z-]{8,})/g,
  /()\b((?:sk|rk)[-_](?:live|test|proj|ant)[-_][0-9A-Za-z_-]{10,}|AIza[0-9A-Za-z_-]{30,}|npm_[0-9A-Za-z]{30,}|hvs\.[0-9A-Za-z_-]{20,})/g,
  /()\b(eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{4,}(?:\.[0-9A-Za-z_-]*)?)/g,
  /(\b(?:bearer|basic)\s{1,4})((?=[^\s]{0,200}\d)[0-9A-Za-z._~+/=-]{12,})/gi,
  new RegExp(
    `((?:${SECRET_WORDS})["']?\\s{0,4}(?:=>|:=|==|=)\\s{0,4})(${QUOTED}|[^\\s"',;&}]+)`,
    'gi',
  ),
  new RegExp(
    `((?:${SECRET_WORDS})["']?\\s{0,4}:(?!=)\\s{0,4}(?:[|>][+-]?\\s{0,40})?)(${QUOTED}|[^\\s"',;}][^\\n"',;}]*)`,
    'gi',
  ),
  new RegExp(
    `(--[\\w-]{0,40}(?:${SECRET_WORDS})\\s{1,4})(${QUOTED}|[^\\s"']+)`,
    'gi',
  ),
];

// What every one of the forms contains; most texts do not, and need no closer look.
const HINT = new RegExp(
  `:\\/\\/|-----B|ENC\\[|AGE-|gh[pousr]_|github_pat|glpat|A[KS]IA|xox|xapp|[sr]k[-_]|AIza|npm_|hvs\\.|eyJ|bearer|basic|${SECRET_WORDS}`,
  'i',
);

// $(VARIABLE), ${VARIABLE} and {{ .template }} stand for a value that is elsewhere.
const REFERENCE = /^["']?(?:\$\([\w.]+\)|\$\{[\w.]+\}|\{\{[^{}]*)["']?$/;

/** Replaces what looks like a secret in a text. */
export function replaceSecrets(
  text: string,
  replace: (secret: string) => string,
): string {
  // Shorter than any of the forms.
  if (text.length < 8 || !HINT.test(text)) {
    return text;
  }
  return SHAPES.reduce(
    (result, shape) =>
      result.replace(shape, (whole: string, stays: string, secret: string) =>
        REFERENCE.test(secret) ? whole : `${stays}${replace(secret)}`,
      ),
    text,
  );
}
