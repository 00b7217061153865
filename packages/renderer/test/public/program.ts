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

/** Starts the program in this process; the portal uses workers and limits. */
export async function startProgram(
  file: string,
): Promise<(request: object) => Reply> {
  const wasi = new WASI({ version: 'preview1', args: ['renderer'] });
  const { instance } = await WebAssembly.instantiate(
    await readFile(file),
    wasi.getImportObject() as WebAssembly.Imports,
  );
  wasi.initialize(instance);
  const program = instance.exports as unknown as Exports;
  return request => {
    const input = new TextEncoder().encode(JSON.stringify(request));
    const address = program.slipway_alloc(input.length);
    new Uint8Array(program.memory.buffer, address, input.length).set(input);
    const result = BigInt.asUintN(
      64,
      program.slipway_call(address, input.length),
    );
    const [start, length] = [Number(result >> 32n), Number(result % 2n ** 32n)];
    const reply = new TextDecoder().decode(
      new Uint8Array(program.memory.buffer, start, length),
    );
    program.slipway_free(address);
    program.slipway_free(start);
    return JSON.parse(reply) as Reply;
  };
}
