import type { OptionSpec, Verb } from '../cli/verb.ts';
import { choices, flags, optionsOf } from './words.ts';

/** Completion for zsh. */
export function zshCompletion(verbs: readonly Verb[]): string {
  return `#compdef slipway
# Load it with: source <(./slipway completion zsh)
_slipway() {
  local -a verbs=(
    'help:Tell more of a command'
${verbs.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
    help) _describe command verbs ;;
${verbs.map(verb => `    ${verb.name}) _arguments -s ${argumentsOf(verb).join(' ')} ;;`).join('\n')}
  esac
}
compdef _slipway slipway ./slipway
`;
}

function argumentsOf(verb: Verb): string[] {
  const options = optionsOf(verb).flatMap(([name, spec]) =>
    flags(name, spec).map(flag => quoted(optionSpec(flag, spec))),
  );
  if (!verb.maxOperands) return options;
  const values = verb.choices ? `(${verb.choices.join(' ')})` : ' ';
  return [...options, quoted(`1:operand:${values}`)];
}

function optionSpec(flag: string, spec: OptionSpec): string {
  const help = spec.help.replaceAll(/[[\]\\]/g, '\\$&');
  const repeated = spec.multiple ? '*' : '';
  if (spec.type === 'boolean') return `${repeated}${flag}[${help}]`;
  const known = choices(spec);
  const values = known.length > 0 ? `(${known.join(' ')})` : '_files';
  // A long option takes its value after a blank or an equals sign, a short one at once or after a blank.
  const joined = flag.startsWith('--') ? '=' : '+';
  return `${repeated}${flag}${joined}[${help}]:${spec.value ?? 'value'}:${values}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
