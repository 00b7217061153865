import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

/** As much of a reply as a comparison looks at. */
export interface Reply {
  readonly ok: boolean;
  readonly yaml?: string;
  readonly error?: { readonly reason: string; readonly message: string };
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  slipway_alloc(size: number): number;
  slipway_free(address: number): void;
  slipway_call(address: number, length: number): bigint;
}

/** Sends a request with the texts of files. */
export type Program = (
  request: object,
  files: Readonly<Record<string, string>>,
) => Reply;

const encoder = new TextEncoder();

/** A reply is a line of JSON; the texts of a render follow it. */
function replyOf(output: Buffer): Reply {
  const end = output.indexOf('\n');
  const { bytes, ...reply } = JSON.parse(
    output.toString('utf8', 0, end),
  ) as Reply & { bytes?: [number, number] };
  if (!bytes) return reply;
  return {
    ...reply,
    yaml: output.toString('utf8', end + 1, end + 1 + bytes[0]),
  };
}

/** Starts the program in this process; the portal uses workers and limits. */
export async function startProgram(file: string): Promise<Program> {
  const wasi = new WASI({ version: 'preview1', args: ['renderer'] });
  const { instance } = await WebAssembly.instantiate(
    await readFile(file),
    wasi.getImportObject() as WebAssembly.Imports,
  );
  wasi.initialize(instance);
  const program = instance.exports as unknown as Exports;
  return (request, files) => {
    const names = Object.keys(files);
    const texts = names.map(name => encoder.encode(files[name]));
    const bytes = texts.map(text => text.length);
    const line = `${JSON.stringify({ ...request, files: names, bytes })}\n`;
    const input = Buffer.concat([encoder.encode(line), ...texts]);
    const address = program.slipway_alloc(input.length);
    new Uint8Array(program.memory.buffer, address, input.length).set(input);
    const result = BigInt.asUintN(
      64,
      program.slipway_call(address, input.length),
    );
    const [start, length] = [Number(result >> 32n), Number(result % 2n ** 32n)];
    const output = Buffer.from(
      new Uint8Array(program.memory.buffer, start, length),
    );
    program.slipway_free(address);
    program.slipway_free(start);
    return replyOf(output);
  };
}
