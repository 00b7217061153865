import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ResultCache } from './cache/ResultCache';
import { WorkerPool } from './pool/WorkerPool';
import type { Renderer, RendererOptions } from './types';
import { limitMemory } from './wasm/limitMemory';
import { WasmRenderer } from './WasmRenderer';

const MIB = 1024 ** 2;
const MOST_WORKERS = 2;
/** What a worker keeps of the texts of files. */
const TEXT_MIB = 12;

/**
 * A renderer with workers of its own, which are started when they are needed.
 *
 * @throws Error when the program cannot be read or is none
 */
export async function createRenderer({
  wasm,
  workers = Math.min(MOST_WORKERS, availableParallelism()),
  timeoutMs = 10_000,
  memoryMiB = 512,
  cacheMiB = 256,
  cache,
}: RendererOptions): Promise<Renderer> {
  let program: Buffer;
  try {
    program = await readFile(wasm);
  } catch (cause) {
    throw new Error(
      `The renderer ${wasm} cannot be read; build it with "node packages/renderer/build/main.ts"`,
      { cause },
    );
  }
  const memoryBytes = memoryMiB * MIB;
  const version = createHash('sha256').update(program).digest('hex');
  return new WasmRenderer(
    new WorkerPool({
      module: await WebAssembly.compile(limitMemory(program, memoryBytes)),
      memoryBytes,
      textBytes: TEXT_MIB * MIB,
      workers,
      timeoutMs,
    }),
    new ResultCache({ version, maxBytes: cacheMiB * MIB, store: cache }),
  );
}
