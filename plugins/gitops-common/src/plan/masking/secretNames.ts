const WORDS =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|' +
  'encryption[_-]?key|signing[_-]?key|secret[_-]?key|credentials?|dsn|connection[_-]?string';

/** What names a secret, as the source of a regular expression: in texts, fields and variables alike. */
export const SECRET_WORDS = WORDS;

const FIELD = new RegExp(`(?:${WORDS}|(?:^|[_.-])pass)$`, 'i');
const VARIABLE = new RegExp(`(?:${WORDS}|(?:^|[_.-])pass(?:$|[_.-]))`, 'i');

// What says something about a secret, or where it is, without being one.
const ABOUT_A_SECRET =
  /[_.-](?:file|path|dir|name|ref|ttl|ur[il]|endpoint|enabled|length|expiry|expiration|expires|expires_in|issuer|audience|header|host|port|timeout|lifetime|conf|config|properties|ya?ml|json|ini|toml|txt|sh)$/i;

/**
 * Whether a field of an object is named as secrets are. Only at the end of its name: `password` and
 * `clientSecret` hold secrets, `secretName` names one.
 */
export function looksSecretField(name: string): boolean {
  return FIELD.test(name);
}

/**
 * Whether an environment variable, or a key of a ConfigMap, is named as secrets are, anywhere in its
 * name: `SECRET_KEY_BASE` is, `TOKEN_TTL` and `PASSWORD_FILE` are not.
 */
export function looksSecretVariable(name: string): boolean {
  return (
    FIELD.test(name) || (VARIABLE.test(name) && !ABOUT_A_SECRET.test(name))
  );
}

const FLAG = new RegExp(`^--?[\\w-]*(?:${WORDS})$`, 'i');

/** Whether a command's argument is an option whose value, the next argument, is a secret. */
export function looksSecretFlag(argument: string): boolean {
  return argument.length <= 100 && FLAG.test(argument);
}
