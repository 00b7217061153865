'use strict';

const { Sandbox } = require('./sandbox.cjs');

const MOST_REPLY_BYTES = 64 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;

/** One instance of the program. Once it has thrown it is of no more use. */
class Program {
  #sandbox = new Sandbox();
  #exports;
  #mostBytes;

  /**
   * @param {WebAssembly.Module} module
   * @param {number} mostBytes how far its memory can grow
   */
  constructor(module, mostBytes) {
    const imports = this.#sandbox.imports(module);
    this.#exports = new WebAssembly.Instance(module, imports).exports;
    this.#mostBytes = mostBytes;
    this.#sandbox.attach(this.#exports.memory);
    this.#exports._initialize();
  }

  /** How much memory it has come to use; it never gives any back. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Whether there was no memory left, as far as can be seen from what is left behind. */
  get outOfMemory() {
    return (
      this.#sandbox.outOfMemory ||
      this.memoryBytes + PAGE_BYTES > this.#mostBytes
    );
  }

  /**
   * Sends a line of JSON and texts behind it, and gets the like.
   *
   * @param {object} request
   * @param {{ files: readonly string[], texts: readonly string[] }} content paths and texts of
   *   files, or texts alone
   * @returns {Record<string, unknown>} of a render with the texts `yaml` and `objects`
   */
  call(request, { files, texts }) {
    const sizes = texts.map(text => Buffer.byteLength(text));
    const line = `${JSON.stringify({ ...request, files, bytes: sizes })}\n`;
    const parts = [line, ...texts];
    const length = sizes.reduce((a, b) => a + b, Buffer.byteLength(line));
    const { memory, slipway_alloc, slipway_call, slipway_free } = this.#exports;
    const address = slipway_alloc(length) >>> 0;
    const input = Buffer.from(memory.buffer, address, length);
    let end = 0;
    for (const part of parts) end += input.write(part, end);
    const result = BigInt.asUintN(64, slipway_call(address, length));
    slipway_free(address);
    const start = Number(result >> 32n);
    try {
      return read(
        Buffer.from(memory.buffer, start, Number(result & 0xffff_ffffn)),
      );
    } finally {
      slipway_free(start);
    }
  }
}

/** @param {Buffer} output */
function read(output) {
  if (output.length > MOST_REPLY_BYTES) {
    const message = `The result is larger than ${MOST_REPLY_BYTES} bytes; split the deployment`;
    return { ok: false, error: { reason: 'limit', message } };
  }
  const lineEnd = output.indexOf('\n');
  const { bytes, ...reply } = JSON.parse(output.toString('utf8', 0, lineEnd));
  if (!bytes) return reply;
  const yamlEnd = lineEnd + 1 + bytes[0];
  return {
    ...reply,
    yaml: output.toString('utf8', lineEnd + 1, yamlEnd),
    objects: output.toString('utf8', yamlEnd),
  };
}

module.exports = { Program };
