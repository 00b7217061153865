import type { JsonValue } from '../types';

/** A request of the program, without files. */
export type ProgramRequest = { readonly op: string } & {
  readonly [key: string]: unknown;
};

/**
 * What a worker is sent: for policies their inputs; for a render the files by path, and texts that it
 * may not have yet.
 */
export interface WorkerMessage {
  request: ProgramRequest;
  inputs?: readonly string[];
  files?: readonly (readonly [path: string, oid: string])[];
  texts: ReadonlyMap<string, string>;
}

/** What the program replies; `objects` is a list as JSON. */
export interface ProgramReply {
  ok: boolean;
  yaml?: string;
  objects?: string;
  reads?: readonly string[];
  absent?: readonly string[];
  need?: readonly string[];
  results?: JsonValue[][];
  error?: { reason: string; message: string; file?: string; line?: number };
}

/** What a worker answers. */
export type WorkerAnswer =
  | { kind: 'ready' }
  /** Texts with these names have to be sent along. */
  | { kind: 'missing'; oids: readonly string[] }
  | { kind: 'done'; reply: ProgramReply; memoryBytes: number }
  /** The worker is of no more use. */
  | { kind: 'broken'; outOfMemory: boolean; message: string };

/** What a worker is started with. */
export interface WorkerData {
  module: WebAssembly.Module;
  /** The most that the program's memory can grow to. */
  memoryBytes: number;
  /** The most that texts of files may take. */
  textBytes: number;
}
