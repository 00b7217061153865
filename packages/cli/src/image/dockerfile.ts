import {
  DockerfileParser,
  type Instruction,
  type ModifiableInstruction,
} from 'dockerfile-ast';

/** One instruction of a Dockerfile. */
export interface Step {
  keyword: string;
  flags: ReadonlyMap<string, string>;
  words: readonly string[];
  /** Everything behind keyword and flags, in one line. */
  text: string;
}

/** What stands between one FROM and the next. */
export interface Stage {
  name: string | undefined;
  base: string;
  steps: Step[];
}

/** Reads the stages of a Dockerfile, in their order. What stands before the first FROM is of none. */
export function readStages(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const step = readStep(instruction);
    if (step.keyword === 'FROM') {
      const [base = '', , name] = step.words;
      stages.push({ name, base, steps: [] });
    } else {
      stages.at(-1)?.steps.push(step);
    }
  }
  return stages;
}

/** A command in the form that needs no shell. */
export function commandOf({ keyword, text }: Step): string[] {
  const command: unknown = JSON.parse(text.replace(/^CMD\s+/, ''));
  if (Array.isArray(command)) return command.map(String);
  throw new Error(`${keyword} is no list of strings`);
}

function readStep(instruction: Instruction): Step {
  return {
    keyword: instruction.getKeyword(),
    flags: new Map(
      hasFlags(instruction)
        ? instruction
            .getFlags()
            .map(flag => [flag.getName(), flag.getValue() ?? ''])
        : [],
    ),
    words: instruction.getArguments().map(String),
    text: instruction.getArgumentsContent() ?? '',
  };
}

function hasFlags(
  instruction: Instruction,
): instruction is ModifiableInstruction {
  return 'getFlags' in instruction;
}
