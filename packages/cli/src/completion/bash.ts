import type { Verb } from '../cli/verb.ts';
import { choices, flags, valueFlags, wordsAfter } from './words.ts';

/** Completion for bash 3.2 and newer. */
export function bashCompletion(verbs: readonly Verb[]): string {
  return `# Load it with: source <(./slipway completion bash)
_slipway() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${['help', ...verbs.map(({ name }) => name)].join(' ')}'
  else
    case \${COMP_WORDS[1]}:$before in
${valuePatterns(verbs)}
      *)
        case \${COMP_WORDS[1]} in
          help) words='${verbs.map(({ name }) => name).join(' ')}' ;;
${verbs.map(verb => `          ${verb.name}) words='${wordsAfter(verb).join(' ')}' ;;`).join('\n')}
        esac
        ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _slipway slipway ./slipway
`;
}

/** What stands after an option that takes a value: its choices, or what the shell knows, such as files. */
function valuePatterns(verbs: readonly Verb[]): string {
  return verbs
    .flatMap(verb =>
      valueFlags(verb).map(([name, spec]) => {
        const pattern = flags(name, spec)
          .map(flag => `${verb.name}:${flag}`)
          .join(' | ');
        return `      ${pattern}) words='${choices(spec).join(' ')}' ;;`;
      }),
    )
    .join('\n');
}
