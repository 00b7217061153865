const MEMORY_SECTION = 5;
const PREAMBLE_BYTES = 8;
const HAS_MAXIMUM = 1;
const PAGE_BYTES = 64 * 1024;

/**
 * The same module with a memory that cannot grow beyond `bytes`: a limit which holds during a call,
 * not after it. Compilers leave it out, so it is written into the module's memory section.
 */
export function limitMemory(wasm: Buffer, bytes: number): Buffer {
  let offset = PREAMBLE_BYTES;
  while (offset < wasm.length) {
    const id = wasm.readUInt8(offset);
    const size = readNumber(wasm, offset + 1);
    const end = size.next + size.value;
    if (id === MEMORY_SECTION) {
      const count = readNumber(wasm, size.next);
      const flags = readNumber(wasm, count.next);
      const minimum = readNumber(wasm, flags.next);
      const pages = Math.floor(bytes / PAGE_BYTES);
      if (count.value !== 1 || flags.value > HAS_MAXIMUM) {
        throw new Error('The renderer has a memory of an unknown kind');
      }
      if (minimum.value > pages) {
        throw new Error(
          `The renderer needs at least ${Math.ceil(minimum.value / 16)} MiB of memory; raise the limit`,
        );
      }
      const body = Buffer.from([
        1,
        HAS_MAXIMUM,
        ...writeNumber(minimum.value),
        ...writeNumber(pages),
      ]);
      return Buffer.concat([
        wasm.subarray(0, offset),
        Buffer.from([MEMORY_SECTION, ...writeNumber(body.length)]),
        body,
        wasm.subarray(end),
      ]);
    }
    offset = end;
  }
  throw new Error('The renderer has no memory of its own');
}

/** An unsigned number in LEB128, and where the next thing begins. */
function readNumber(wasm: Buffer, start: number) {
  let value = 0;
  let next = start;
  for (let factor = 1; ; factor *= 0x80) {
    const byte = wasm.readUInt8(next++);
    value += (byte % 0x80) * factor;
    if (byte < 0x80) return { value, next };
  }
}

function writeNumber(value: number): number[] {
  return value < 0x80
    ? [value]
    : [(value % 0x80) + 0x80, ...writeNumber(Math.floor(value / 0x80))];
}
