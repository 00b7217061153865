import type { ParseArgsConfig } from 'node:util';
import type { Workspace } from '../workspace.ts';

/** One option of a verb, in the terms of node:util's parseArgs plus its help. */
export interface OptionSpec {
  type: 'boolean' | 'string';
  multiple?: boolean;
  short?: string;
  /** How the value is called in the help, for options that take one. */
  value?: string;
  /** The values that there are, if they can be counted. */
  choices?: readonly string[];
  help: string;
}

export type OptionValues = Record<
  string,
  string | boolean | (string | boolean)[] | undefined
>;

/** What a verb is given to work with. */
export interface Invocation {
  workspace: Workspace;
  options: OptionValues;
  operands: string[];
}

/**
 * One command of `./slipway`. Loading a verb must not need node_modules, so that help, `status`,
 * `down` and `doctor` work on a fresh clone; `run` imports what it needs.
 */
export interface Verb {
  name: string;
  summary: string;
  operands?: string;
  maxOperands?: number;
  /** The operands that there are, if they can be counted. */
  choices?: readonly string[];
  options?: Record<string, OptionSpec>;
  details?: readonly string[];
  examples?: readonly (readonly [command: string, meaning: string])[];
  hidden?: boolean;
  /** What the help puts it under; other commands are about the Slipway on this machine. */
  about?: 'portal';
  run(invocation: Invocation): Promise<number>;
}

export type ParseOptions = NonNullable<ParseArgsConfig['options']>;
